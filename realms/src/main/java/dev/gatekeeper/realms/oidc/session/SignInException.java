package dev.gatekeeper.realms.oidc.session;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;
import static jakarta.servlet.http.HttpServletResponse.SC_SERVICE_UNAVAILABLE;

import dev.gatekeeper.auth.Refusal;

/** Why somebody can't be signed in; the message is for the log, and has no secret in it. */
final class SignInException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;

  /** For the person in front of the browser. */
  private final String sentence;

  private SignInException(int status, String sentence, String message) {
    super(message);
    this.status = status;
    this.sentence = sentence;
  }

  /** The browser has not brought what belongs together. */
  static SignInException mismatch(String sentence, String message) {
    return new SignInException(SC_BAD_REQUEST, sentence, message);
  }

  /** The provider does not let this user in. */
  static SignInException refused(String sentence, String message) {
    return new SignInException(SC_FORBIDDEN, sentence, message);
  }

  /** Nobody can sign in at the moment. */
  static SignInException unavailable(String sentence, String message) {
    return new SignInException(SC_SERVICE_UNAVAILABLE, sentence, message);
  }

  boolean isUnavailable() {
    return status == SC_SERVICE_UNAVAILABLE;
  }

  /** What the person is told. */
  Refusal refusal() {
    return isUnavailable() ? Refusal.unavailable(sentence) : new Refusal(status, sentence);
  }
}
