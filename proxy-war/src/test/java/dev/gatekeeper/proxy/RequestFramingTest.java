package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields as a container may still show them, divided by line feeds. */
class RequestFramingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host: mlflow.example.org",
        "Host: mlflow_1:5000",
        "Host: [::1]:5000",
        "Host: 127.0.0.1",
        "Host: ",
        "Content-Length: 5",
        "Content-Length: 5\nContent-Length: 5",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: Chunked",
        "X-Empty: ",
        "X-Latin: k\u00e4se",
      })
  void whatCanBeReadInOneWayOnlyHasNoProblem(String fields) {
    assertThat(problemOf(request("POST", "HTTP/1.1", fields))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\nTransfer-Encoding: chunked",
        "Content-Length: 5\nContent-Length: 6",
        "Content-Length: 5, 6",
        "Content-Length: +5",
        "Content-Length: -1",
        "Content-Length: 0x5",
        "Content-Length: 5 5",
        "Content-Length: ",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: \tchunked",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding: chunked\nTransfer-Encoding: chunked",
        "Transfer-Encoding: ",
        "Host: a\nHost: a",
        "Host: a b",
        "Host: a/b",
        "Host: a@b",
        "Host: a,b",
        "Host: a:1.2",
        "Host: a:123456",
        "Host: [::1",
        "Host: ..a",
        "Host: a/\\b",
        "X-A: a\rb",
        "X-A: a\u0000b",
        "X-\u0000A: b",
        "X A: b",
        ": b",
      })
  void whatTwoParsersCouldReadDifferentlyIsAProblem(String fields) {
    assertThat(problemOf(request("POST", "HTTP/1.1", fields))).startsWith("The request has ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"post", "Post", "pOST"})
  void methodInLowerCaseIsAProblem(String method) {
    assertThat(problemOf(request(method, "HTTP/1.1", "")))
        .isEqualTo("The request's method is not in upper case.");
  }

  @Test
  void chunksInHttp10AreAProblem() {
    assertThat(problemOf(request("POST", "HTTP/1.0", "Transfer-Encoding: chunked")))
        .contains("HTTP/1.0");
  }

  private static @Nullable String problemOf(HttpServletRequest request) {
    return RequestFraming.problemOf(request, RequestFields.of(request));
  }

  private static HttpServletRequest request(String method, String protocol, String fields) {
    List<String[]> all =
        Arrays.stream(fields.split("\n"))
            .filter(line -> !line.isEmpty())
            .map(line -> new String[] {before(line), line.substring(before(line).length() + 2)})
            .toList();
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RequestFramingTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getProtocol" -> protocol;
                  case "getHeaderNames" ->
                      Collections.enumeration(all.stream().map(field -> field[0]).toList());
                  case "getHeaders" ->
                      Collections.enumeration(
                          all.stream()
                              .filter(field -> field[0].equalsIgnoreCase((String) arguments[0]))
                              .map(field -> field[1])
                              .toList());
                  default -> throw new UnsupportedOperationException(called.toString());
                });
  }

  private static String before(String line) {
    return line.substring(0, line.indexOf(": "));
  }
}
