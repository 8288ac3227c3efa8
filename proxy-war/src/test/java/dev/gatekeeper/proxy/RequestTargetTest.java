package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatekeeper.proxy.RequestTarget.AmbiguousTargetException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/mlflow/api, /mlflow, '',      /api",
    "/mlflow/api, /mlflow, /prefix, /prefix/api",
    "/api,        '',      /prefix, /prefix/api",
    "/mlflow/api, '',      '',      /mlflow/api",
    "/mlflow/mlflow/api, /mlflow, '', /mlflow/api",
    "/mlflow/,    /mlflow, '',      /",
    "/mlflow/,    /mlflow, /prefix, /prefix/",
    "/mlflow,     /mlflow, '',      /",
    "/mlflow,     /mlflow, /prefix, /prefix",
    "/,           '',      '',      /",
    "/,           '',      /prefix, /prefix/",
    "/a%20b/x,    /a%20b,  /c%20d,  /c%20d/x",
  })
  void theUpstreamsPathReplacesTheContextPath(
      String requestUri, String contextPath, String upstreamPath, String target) throws Exception {
    assertThat(RequestTarget.forUpstream(requestUri, null, contextPath, upstreamPath))
        .isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%2Fb",
        "/a%2fb",
        "/a%25b",
        "/a%20b",
        "/a+b",
        "/%E2%9C%93",
        "/%zz",
        "/%68ealth",
        "/a;b=c",
        "/a//b",
        "//api/2.0/mlflow/runs/get",
        "///",
        "/a/",
        "/~a!$&'()*,=:@|^`\"<>{}[]",
        "/.well-known/x",
        "/a..b",
        "/a../b",
        "/..a",
        "/.a",
        "/...",
        "/a/.../b",
        "/%2e%2e%2e",
        "/a%2e%2e/b",
        "/.git;x",
        "/a;../b",
      })
  void everyOtherByteOfThePathIsKept(String requestUri) throws Exception {
    assertThat(RequestTarget.forUpstream(requestUri, null, "", "")).isEqualTo(requestUri);
    assertThat(RequestTarget.forUpstream("/mlflow" + requestUri, null, "/mlflow", "/p"))
        .isEqualTo("/p" + requestUri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x=%2F&y=;&z=%zz",
        "?",
        "a/../b",
        "/..",
        "x=//evil.test",
        "a+b%20c",
        "\"<>\\^`{|}"
      })
  void theQueryIsKept(String query) throws Exception {
    assertThat(RequestTarget.forUpstream("/a", query, "", "")).isEqualTo("/a?" + query);
    assertThat(RequestTarget.forUpstream("/mlflow", query, "/mlflow", "")).isEqualTo("/?" + query);
  }

  @Test
  void aQueryOf64KbIsKept() throws Exception {
    String query = "x=" + "y".repeat(65_536);

    assertThat(RequestTarget.forUpstream("/a", query, "", "")).isEqualTo("/a?" + query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.",
        "/..",
        "/./",
        "/../",
        "/../x",
        "/./health",
        "/a/..",
        "/a/../b",
        "/a/./b",
        "/a/../../x",
        "//..//",
        "/%2e",
        "/%2E%2E/x",
        "/%2e%2E",
        "/.%2e/x",
        "/%2e./x",
        "/a/%2e%2e",
        "/a/..;/x",
        "/a/..;x=y/x",
        "/a/.;",
        "/a/%2e%2e;x",
        "/a/%2e%2e%2fb",
        "/a%2f..%2Fb",
        "/a%5C..%5cb",
      })
  void aSegmentOfDotsIsRefused(String requestUri) {
    assertRefused(requestUri, null, "", "The path has a segment '.' or '..'.");
    assertRefused("/mlflow" + requestUri, null, "/mlflow", "The path has a segment '.' or '..'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\\b", "/\\evil.test", "/health#/api", "/a%00b", "/.%00/x"})
  void whatSomeReadAsAnotherPathIsRefused(String requestUri) {
    assertRefused(requestUri, null, "", "The path has a '\\', a '#' or a NUL.");
  }

  @ParameterizedTest
  @CsvSource({
    "/%6dlflow/api",
    "/MLFLOW/api",
    "/mlflo",
    "/x/../mlflow/api",
    "//mlflow/api",
    "/;x/mlflow/api",
    "mlflow/api",
    "''",
    "*",
    "http://mlflow/api",
  })
  void aPathThatDoesNotBeginWithTheContextPathByteForByteIsRefused(String requestUri) {
    assertRefused(requestUri, null, "/mlflow", "The path does not begin with /mlflow.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mlflow%20/api",
        "/mlflow../x",
        "/mlflow;x/api",
        "/mlflow%2fapi",
        "/mlflows",
        "/mlflow?",
        "/mlflow@evil.test/"
      })
  void aContextPathThatGoesOnWithoutASlashIsRefused(String requestUri) {
    assertRefused(requestUri, null, "/mlflow", "The path does not begin with /mlflow/.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "api", "@evil.test/", ":80@evil.test/", "http://evil.test/", "?"})
  void aTargetWithoutASlashIsRefusedAtTheRootToo(String requestUri) {
    assertRefused(requestUri, null, "", "The path does not begin with /.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a b", "/a\tb", "/a\rb", "/a\nb", "/a\0b", "/a\u007fb", "/caf\u00e9", "/\u2713"})
  void whatHttpDoesNotAllowInARequestLineIsRefused(String target) {
    String message = "The path or the query has a character that must be percent-encoded.";

    assertRefused(target, null, "", message);
    assertRefused("/", target, "", message);
  }

  private static void assertRefused(
      String requestUri, @Nullable String query, String contextPath, String message) {
    assertThatExceptionOfType(AmbiguousTargetException.class)
        .isThrownBy(() -> RequestTarget.forUpstream(requestUri, query, contextPath, ""))
        .withMessage(message);
  }
}
