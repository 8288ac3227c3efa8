package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of any bytes, with a second reader of its lines that is as simple as can be.
 *
 * @param bytes each as the character of its value
 */
record AnyFile(String bytes) {

  private static final Pattern EDGES = Pattern.compile("^\\s+|(?<!\\s)\\s+$");

  static AnyFile of(byte[] content) {
    return new AnyFile(new String(content, ISO_8859_1));
  }

  byte[] content() {
    return bytes.getBytes(ISO_8859_1);
  }

  boolean hasNul() {
    return bytes.contains("\0");
  }

  /** What each line says, trimmed; empty where it does not count. */
  List<String> lines() {
    return Stream.of(unmarked().split("\n", -1)).map(AnyFile::counting).toList();
  }

  /** Without a byte order mark. */
  private String unmarked() {
    String mark = "\u00ef\u00bb\u00bf";
    return bytes.startsWith(mark) ? bytes.substring(mark.length()) : bytes;
  }

  private static String counting(String line) {
    byte[] content = line.getBytes(ISO_8859_1);
    String text = new String(content, UTF_8);
    boolean isUtf8 = Arrays.equals(text.getBytes(UTF_8), content);
    String trimmed = EDGES.matcher(text).replaceAll("");
    return isUtf8 && !trimmed.startsWith("#") ? trimmed : "";
  }

  /** Those lines, and each as a careless reader has it: untrimmed, whatever its bytes. */
  Set<String> allLines() {
    Set<String> all = new HashSet<>(lines());
    Collections.addAll(all, new String(content(), UTF_8).split("\n", -1));
    return all;
  }

  AnyFile withCrlf() {
    return new AnyFile(bytes.replace("\n", "\r\n"));
  }

  AnyFile before(String lines) {
    return new AnyFile(bytes + "\n" + lines);
  }

  AnyFile after(String lines) {
    return new AnyFile(lines + unmarked());
  }
}
