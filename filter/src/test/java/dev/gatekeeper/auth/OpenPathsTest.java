package dev.gatekeeper.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPathsTest {

  private static final OpenPaths PATHS = OpenPaths.parse("/health, /static/\t/a.b~c/d");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/static/",
        "/static/app.js",
        "/static/a/b-c_d.css",
        "/static/...",
        "/static/.hidden",
        "/a.b~c/d",
      })
  void aListedPathIsOpen(String path) {
    assertThat(PATHS.contain(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/healthy",
        "/health/",
        "/health/x",
        "/HEALTH",
        "//health",
        "///",
        "/./health",
        "/health/.",
        "/health/../api/2.0/mlflow/runs/delete",
        "/health;x",
        "/health;jsessionid=1",
        "/health%23/api",
        "/health%3f/../api",
        "/health%2f..%2fapi",
        "/%68ealth",
        "/%EF%BD%88ealth",
        "/%c0%ae%c0%ae/",
        "/health#/../api",
        "/health\\",
        "/health\0",
        "/health ",
        "/health\u00a0",
        "health",
        "http://host/health",
        "/api",
        "/static",
        "/static//x",
        "/static/../api",
        "/static/./x",
        "/static/..",
        "/static/.",
        "/static/..;/api",
        "/static/%2e%2e/api",
        "/static/a%20b",
        "/static/a\\..\\api",
        "/a-b~c/d",
      })
  void noOtherPathIsOpenAndNoneThatCouldMeanAnother(String path) {
    assertThat(PATHS.contain(path)).isFalse();
  }

  @Test
  void withoutAListNothingIsOpen() {
    assertThat(OpenPaths.parse(" ").contain("/health")).isFalse();
    assertThat(OpenPaths.NONE.contain("")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "health,       'health' is no path such as /health or /static/ in plain characters",
    "/a%20b,       '/a%20b' is no path such as /health or /static/ in plain characters",
    "/a/../b,      '/a/../b' is no path such as /health or /static/ in plain characters",
    "/*;x,         '/*;x' is no path such as /health or /static/ in plain characters",
    "/,            '/' would open everything",
    "//,           '//' is no path such as /health or /static/ in plain characters",
  })
  void whatCouldNeverBeOpenOrWouldOpenEverythingIsRefused(String path, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenPaths.parse("/health," + path))
        .withMessage(message);
  }
}
