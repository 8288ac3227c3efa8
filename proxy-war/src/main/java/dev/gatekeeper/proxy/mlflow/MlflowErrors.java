package dev.gatekeeper.proxy.mlflow;

import com.google.gson.JsonObject;
import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.RefusalRenderer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes refusals look like MLflow's own errors to its clients, and like a page to a browser.
 *
 * <p>The Python client shows {@code error_code} and {@code message}; its first words for 401 and
 * 403 are those that MLflow's own basic-auth app uses ({@code mlflow/server/auth/__init__.py}).
 *
 * <p>This class is thread-safe.
 */
public final class MlflowErrors implements RefusalRenderer {

  private final ErrorPage page = ErrorPage.load();
  private final String advice;

  /**
   * Makes a renderer.
   *
   * @param schemes of authentication that are taken, in lower case, such as {@code basic} and
   *     {@code bearer}
   */
  public MlflowErrors(Set<String> schemes) {
    advice =
        Stream.of(
                schemes.contains("basic")
                    ? " Set the environment variables MLFLOW_TRACKING_USERNAME and"
                        + " MLFLOW_TRACKING_PASSWORD to your user name and password for this"
                        + " server."
                    : "",
                schemes.contains("bearer")
                    ? " Set the environment variable MLFLOW_TRACKING_TOKEN to an access token for"
                        + " this server."
                    : "")
            .collect(Collectors.joining());
  }

  @Override
  public Body render(Refusal refusal, HttpServletRequest request) {
    return Navigation.isOf(request)
        ? new Body("text/html;charset=utf-8", page.of(title(refusal), refusal.message()))
        : new Body("application/json", json(refusal));
  }

  private String json(Refusal refusal) {
    JsonObject error = new JsonObject();
    error.addProperty("error_code", errorCode(refusal.status()));
    error.addProperty("message", message(refusal));
    return Json.of(error);
  }

  private String message(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 -> "You are not authenticated. " + refusal.message() + advice;
      case 403 -> "Permission denied. " + refusal.message();
      default -> refusal.message();
    };
  }

  private static String title(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 -> "You are not logged in";
      case 403 -> "Permission denied";
      case 502, 504 -> "MLflow can't be reached";
      case 520 -> "MLflow's answer is lost";
      case 503 -> "Not available at the moment";
      default -> "The request was refused";
    };
  }

  /** The names of {@code mlflow/protos/databricks.proto}. */
  private static String errorCode(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 429 -> "REQUEST_LIMIT_EXCEEDED";
      case 502, 503, 504 -> "TEMPORARILY_UNAVAILABLE";
      default -> status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR";
    };
  }
}
