package dev.gatekeeper.proxy.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NavigationTest {

  private static final String CHROME = "text/html,application/xhtml+xml,*/*;q=0.8";

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      nullValues = "-",
      textBlock =
          """
          mode,        method, path,                contextPath, accept,           isNavigation
          navigate,    GET,    /,                   '',          browser,          true
          navigate,    GET,    /api/2.0/mlflow/x,   '',          browser,          true
          navigate,    POST,   /signup,             '',          browser,          true
          navigate,    GET,    /,                   '',          -,                true
          cors,        GET,    /,                   '',          browser,          false
          same-origin, GET,    /,                   '',          browser,          false
          no-cors,     GET,    /static-files/a.js,  '',          */*,              false
          Navigate,    GET,    /,                   '',          browser,          false
          '',          GET,    /,                   '',          browser,          false
          -,           GET,    /,                   '',          browser,          true
          -,           GET,    /mlflow,             /mlflow,     browser,          true
          -,           GET,    /mlflow/,            /mlflow,     text/html,        true
          -,           GET,    /experiments/1,      '',          browser,          true
          -,           GET,    /apix,               '',          browser,          true
          -,           GET,    /v1beta,             '',          browser,          true
          -,           GET,    /mlflow/api,         '',          browser,          true
          -,           GET,    /,                   '',          */*,              false
          -,           GET,    /,                   '',          application/json, false
          -,           GET,    /,                   '',          -,                false
          -,           POST,   /,                   '',          browser,          false
          -,           HEAD,   /,                   '',          browser,          false
          -,           get,    /,                   '',          browser,          false
          -,           GET,    /api,                '',          browser,          false
          -,           GET,    /api/2.0/mlflow/x,   '',          browser,          false
          -,           GET,    /ajax-api/2.0/x,     '',          browser,          false
          -,           GET,    /graphql,            '',          browser,          false
          -,           GET,    /v1/traces,          '',          browser,          false
          -,           GET,    /gateway/x,          '',          browser,          false
          -,           GET,    /mlflow/api/2.0/x,   /mlflow,     browser,          false
          -,           GET,    /mlflow/graphql,     /mlflow,     browser,          false
          """)
  void aBrowserThatOpensAPageIsToldFromAProgram(
      @Nullable String mode,
      String method,
      String path,
      String contextPath,
      @Nullable String accept,
      boolean isNavigation) {
    Map<String, String> fields = new HashMap<>();
    if (mode != null) {
      fields.put("Sec-Fetch-Mode", mode);
    }
    if (accept != null) {
      fields.put("Accept", accept.equals("browser") ? CHROME : accept);
    }

    assertThat(Navigation.isOf(FakeRequest.of(method, path, contextPath, fields)))
        .isEqualTo(isNavigation);
  }
}
