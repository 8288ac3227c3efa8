package dev.gatekeeper.proxy.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.RefusalRenderer.Body;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlflowErrorsTest {

  private static final HttpServletRequest CLIENT =
      FakeRequest.of("POST", "/api/2.0/mlflow/runs/create", "", Map.of());
  private static final HttpServletRequest BROWSER =
      FakeRequest.of("GET", "/", "", Map.of("Sec-Fetch-Mode", "navigate"));

  private final MlflowErrors errors = new MlflowErrors(Set.of("basic"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | BAD_REQUEST             | Because.
          401 | UNAUTHENTICATED         | You are not authenticated. Because. Set the environment \
          variables MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD to your user name and \
          password for this server.
          403 | PERMISSION_DENIED       | Permission denied. Because.
          405 | BAD_REQUEST             | Because.
          429 | REQUEST_LIMIT_EXCEEDED  | Because.
          500 | INTERNAL_ERROR          | Because.
          501 | INTERNAL_ERROR          | Because.
          502 | TEMPORARILY_UNAVAILABLE | Because.
          503 | TEMPORARILY_UNAVAILABLE | Because.
          520 | INTERNAL_ERROR | Because.
          504 | TEMPORARILY_UNAVAILABLE | Because.
          """)
  void aClientOfTheApiGetsAnErrorInMlflowsOwnForm(int status, String errorCode, String message) {
    Body body = errors.render(new Refusal(status, "Because."), CLIENT);

    JsonObject json = new Gson().fromJson(body.text(), JsonObject.class);
    assertThat(body.contentType()).isEqualTo("application/json");
    assertThat(json.keySet()).containsExactly("error_code", "message");
    assertThat(json.get("error_code").getAsString()).isEqualTo(errorCode);
    assertThat(json.get("message").getAsString()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "bearer,       MLFLOW_TRACKING_TOKEN,    MLFLOW_TRACKING_PASSWORD",
    "basic,        MLFLOW_TRACKING_PASSWORD, MLFLOW_TRACKING_TOKEN",
    "basic bearer, MLFLOW_TRACKING_PASSWORD, nothing else",
    "basic bearer, MLFLOW_TRACKING_TOKEN,    nothing else",
  })
  void whoIsNotAuthenticatedIsToldOfTheVariablesThatWouldHelp(
      String schemes, String named, String unnamed) {
    MlflowErrors renderer = new MlflowErrors(Set.of(schemes.split(" ")));

    assertThat(renderer.render(new Refusal(401, "Because."), CLIENT).text())
        .contains(named)
        .doesNotContain(unnamed);
  }

  @Test
  void aMessageSurvivesJsonWhateverItsCharacters() {
    String message = "\"a\" \\ <b> \n \u00e9 \u2713 \ud83d\udd11";

    Body body = errors.render(new Refusal(503, message), CLIENT);

    JsonObject json = new Gson().fromJson(body.text(), JsonObject.class);
    assertThat(json.get("message").getAsString()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "400, The request was refused",
    "401, You are not logged in",
    "403, Permission denied",
    "500, The request was refused",
    "502, MLflow can&#39;t be reached",
    "503, Not available at the moment",
    "520, MLflow&#39;s answer is lost",
    "504, MLflow can&#39;t be reached",
  })
  void aBrowserGetsAPage(int status, String title) {
    Body body = errors.render(new Refusal(status, "Because."), BROWSER);

    assertThat(body.contentType()).isEqualTo("text/html;charset=utf-8");
    assertThat(body.text())
        .startsWith("<!doctype html>")
        .contains("<title>" + title + "</title>", "<h1>" + title + "</h1>", "<p>Because.</p>")
        .doesNotContain("{{", "MLFLOW_TRACKING");
  }

  @Test
  void theMessageCannotBringMarkupIntoThePage() {
    Body body = errors.render(new Refusal(503, "<script>'a' & \"b\"</script>{{title}}"), BROWSER);

    assertThat(body.text())
        .contains("<p>&lt;script&gt;&#39;a&#39; &amp; &quot;b&quot;&lt;/script&gt;{{title}}</p>")
        .doesNotContain("<script>");
  }
}
