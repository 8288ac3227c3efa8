package dev.gatekeeper.realms.oidc.session;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with the answer that a browser brings from the provider. */
final class ProviderAnswer {

  private static final int LONGEST_WORD = 200;

  /** RFC 6749 4.1.2.1. */
  private static final Set<String> PASSING = Set.of("server_error", "temporarily_unavailable");

  /** These say that the gate asks in a way that the provider does not allow it. */
  private static final Set<String> MISCONFIGURED =
      Set.of(
          "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_response_type");

  private ProviderAnswer() {}

  static SignInException unasked() {
    return SignInException.mismatch(
        "This sign-in did not begin in this browser, was finished already, or took too long."
            + " Open the page that you want to see once more. If this comes again, allow cookies"
            + " for this site.",
        "A browser came back from the identity provider without the cookie of a sign-in that it"
            + " began here: its state is foreign, used or too old, or the cookie was sealed with a"
            + " key of another gate.");
  }

  static SignInException error(String code, @Nullable String description) {
    String error = cleaned(code);
    String message =
        "The identity provider refuses a sign-in: "
            + error
            + (description == null ? "" : ", " + cleaned(description));
    if (PASSING.contains(error)) {
      return SignInException.unavailable(
          "The identity provider can't sign you in at the moment (" + error + ").", message);
    }
    if (MISCONFIGURED.contains(error)) {
      return SignInException.unavailable(
          "The identity provider does not accept how this server asks it ("
              + error
              + "). An administrator must compare the client's configuration at the provider with"
              + " this server's settings; its log says more.",
          message);
    }
    return SignInException.refused(
        "The identity provider did not sign you in (" + error + ").", message);
  }

  static SignInException ofAnotherIssuer(String issuer) {
    return SignInException.mismatch(
        "Another identity provider has answered than this server asked.",
        "The answer to a sign-in names another issuer: " + cleaned(issuer));
  }

  static SignInException withoutCode() {
    return SignInException.mismatch(
        "The identity provider's answer has no code. Open the page that you want to see once more.",
        "The identity provider's answer to a sign-in has neither code nor error.");
  }

  /** A stranger may have written it, so only visible ASCII goes on, and not much. */
  static String cleaned(String word) {
    String visible = word.replaceAll("[^\\x20-\\x7E]", "?");
    return visible.length() > LONGEST_WORD ? visible.substring(0, LONGEST_WORD) + "..." : visible;
  }
}
