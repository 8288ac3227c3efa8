package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;

import java.util.LinkedHashMap;
import java.util.Map;

/** Requests whose end, fields or host two parsers could see differently, by what is wrong. */
final class FramingVectors {

  private static final String LINE = "POST /echo/f HTTP/1.1\r\n";
  private static final String HOST = "Host: localhost\r\n";
  private static final String USER = ALICE + "\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String FIVE = "Content-Length: 5\r\n\r\nabcde";
  private static final String CHUNKS = "\r\n5\r\nabcde\r\n0\r\n\r\n";

  private FramingVectors() {}

  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    lengths(all);
    codings(all);
    chunks(all);
    fields(all);
    hosts(all);
    requestLines(all);
    return all;
  }

  private static void lengths(Map<String, String> all) {
    all.put("two different lengths", body("Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde"));
    all.put("two lengths in one field", body("Content-Length: 5, 6\r\n\r\nabcde"));
    all.put("length with a plus", body("Content-Length: +5\r\n\r\nabcde"));
    all.put("negative length", body("Content-Length: -1\r\n\r\nabcde"));
    all.put("hexadecimal length", body("Content-Length: 0x5\r\n\r\nabcde"));
    all.put("length with a space in it", body("Content-Length: 0 5\r\n\r\nabcde"));
    all.put("empty length", body("Content-Length:\r\n\r\nabcde"));
    all.put("length and chunks", body("Content-Length: 5\r\n" + CHUNKED + CHUNKS));
    all.put("chunks and length", body(CHUNKED + "Content-Length: 5\r\n" + CHUNKS));
  }

  private static void codings(Map<String, String> all) {
    all.put("unknown coding", body("Transfer-Encoding: xchunked\r\n" + CHUNKS));
    all.put("identity after chunked", body("Transfer-Encoding: chunked, identity\r\n" + CHUNKS));
    all.put("tab before chunked", body("Transfer-Encoding:\tchunked\r\n" + CHUNKS));
    all.put("vertical tab before chunked", body("Transfer-Encoding:\u000bchunked\r\n" + CHUNKS));
    all.put("chunked twice in one field", body("Transfer-Encoding: chunked, chunked\r\n" + CHUNKS));
    all.put("chunked in two fields", body(CHUNKED + CHUNKED + CHUNKS));
    all.put("chunked in HTTP/1.0", body(CHUNKED + CHUNKS).replace("HTTP/1.1", "HTTP/1.0"));
  }

  private static void chunks(Map<String, String> all) {
    all.put("chunk size with 0x", chunk("0x5\r\nabcde"));
    all.put("chunk size with an underscore", chunk("0_5\r\nabcde"));
    all.put("negative chunk size", chunk("-5\r\nabcde"));
    all.put("chunk size of 17 digits", chunk("10000000000000005\r\nabcde"));
    all.put("64 KB of chunk extension", chunk("5;" + "x".repeat(65_536) + "\r\nabcde"));
    all.put("line end in a quoted chunk extension", chunk("5;a=\"\r\n0\r\n\"\r\nabcde"));
    all.put("carriage return after a chunk size", chunk("5\r\r;\r\nabcde"));
    all.put("bare line feed after a chunk size", chunk("5\nabcde"));
    all.put("no line end after a chunk", body(CHUNKED + "\r\n5\r\nabcde0\r\n\r\n"));
  }

  private static void fields(Map<String, String> all) {
    all.put("bare line feeds", body("X-A: b\nX-C: d\r\n" + FIVE));
    all.put("bare carriage return in a value", body("X-A: b\rX-C: d\r\n" + FIVE));
    all.put("NUL in a name", body("X\u0000A: b\r\n" + FIVE));
    all.put("NUL in a value", body("X-A: b\u0000c\r\n" + FIVE));
    all.put("folded line", body("X-A: b\r\n c\r\n" + FIVE));
    all.put("space before the colon", body("X-A : b\r\n" + FIVE));
    all.put("space before the colon of a length", body("Content-Length : 5\r\n\r\nabcde"));
    all.put("empty field name", body(": x\r\n" + FIVE));
    all.put("first field with a leading space", LINE + " X-A: b\r\n" + HOST + USER + FIVE);
    all.put("line without a colon", body("X-A\r\n" + FIVE));
  }

  private static void hosts(Map<String, String> all) {
    all.put("no Host", LINE + USER + FIVE);
    all.put("two Hosts", LINE + HOST + "Host: evil.test\r\n" + USER + FIVE);
    for (String host :
        new String[] {
          "a b", "a/b", "a@b", "a,b", "a:1.2", "a:123456", "[::1", "..a", "a/\\b", "a#b", "a?b"
        }) {
      all.put("Host " + host, LINE + "Host: " + host + "\r\n" + USER + FIVE);
    }
  }

  private static void requestLines(Map<String, String> all) {
    all.put("method with a space", body(FIVE).replace("POST", "PO ST"));
    all.put("HTTP/2.0", body(FIVE).replace("HTTP/1.1", "HTTP/2.0"));
    all.put("two spaces in the request line", body(FIVE).replace(" /echo", "  /echo"));
    all.put("space in the target", body(FIVE).replace("/f", "/f g"));
    all.put("lower-case method", body(FIVE).replace("POST", "post"));
    all.put("lower-case version", body(FIVE).replace("HTTP/1.1", "http/1.1"));
  }

  private static String chunk(String chunk) {
    return body(CHUNKED + "\r\n" + chunk + "\r\n0\r\n\r\n");
  }

  private static String body(String fieldsAndBody) {
    return LINE + HOST + USER + fieldsAndBody;
  }
}
