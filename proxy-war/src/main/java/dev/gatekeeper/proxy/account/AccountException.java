package dev.gatekeeper.proxy.account;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;
import static jakarta.servlet.http.HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
import static jakarta.servlet.http.HttpServletResponse.SC_METHOD_NOT_ALLOWED;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_FOUND;

import com.google.gson.JsonObject;
import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.RefusalRenderer;

/**
 * Ends a call with an error. Unchecked, so that a change of a file that throws it leaves the file
 * as it is.
 */
final class AccountException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;
  private final String errorCode;

  /** {@code errorCode} is one of {@code mlflow/protos/databricks.proto}. */
  private AccountException(Refusal refusal, String errorCode) {
    super(refusal.message());
    this.refusal = refusal;
    this.errorCode = errorCode;
  }

  static AccountException invalid(String message) {
    return new AccountException(new Refusal(SC_BAD_REQUEST, message), "INVALID_PARAMETER_VALUE");
  }

  /** What makes sense, but is not done here. */
  static AccountException notDone(String message) {
    return new AccountException(new Refusal(SC_BAD_REQUEST, message), "BAD_REQUEST");
  }

  static AccountException alreadyThere(String message) {
    return new AccountException(new Refusal(SC_BAD_REQUEST, message), "RESOURCE_ALREADY_EXISTS");
  }

  static AccountException missing(String message) {
    return new AccountException(new Refusal(SC_NOT_FOUND, message), "RESOURCE_DOES_NOT_EXIST");
  }

  static AccountException noSuchRoute() {
    return new AccountException(
        new Refusal(SC_NOT_FOUND, "The user API has no such path."), "ENDPOINT_NOT_FOUND");
  }

  static AccountException noSuchMethod(String allowed) {
    return new AccountException(
        new Refusal(SC_METHOD_NOT_ALLOWED, "This path takes " + allowed + ".")
            .with("Allow", allowed),
        "BAD_REQUEST");
  }

  static AccountException forbidden(String message) {
    return forbidden(new Refusal(SC_FORBIDDEN, message));
  }

  static AccountException forbidden(Refusal refusal) {
    return new AccountException(
        new Refusal(SC_FORBIDDEN, "Permission denied. " + refusal.message()), "PERMISSION_DENIED");
  }

  static AccountException broken(String message) {
    return new AccountException(
        new Refusal(SC_BAD_REQUEST, message).with("Connection", "close"), "BAD_REQUEST");
  }

  static AccountException busy() {
    return new AccountException(
        Refusal.unavailable("Too many accounts are being changed at the moment."),
        "TEMPORARILY_UNAVAILABLE");
  }

  static AccountException failed() {
    return new AccountException(
        new Refusal(
            SC_INTERNAL_SERVER_ERROR,
            "The server can't read or write its file of users; its log says why."),
        "INTERNAL_ERROR");
  }

  Refusal refusal() {
    return refusal;
  }

  /** For browsers, too: who navigates to an API wants to see its answer. */
  RefusalRenderer renderer() {
    return (sent, request) -> new RefusalRenderer.Body("application/json", toJson());
  }

  /** In MLflow's form. */
  String toJson() {
    JsonObject error = new JsonObject();
    error.addProperty("error_code", errorCode);
    error.addProperty("message", refusal.message());
    return error.toString();
  }
}
