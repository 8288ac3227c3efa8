package dev.gatekeeper.realms.oidc.session;

import dev.gatekeeper.realms.oidc.ProviderUnavailableException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why the provider gives no tokens, or none that can be used. */
final class TokenFailure {

  private static final String AGAIN = " Open the page that you want to see once more.";

  /** RFC 6749 5.2: the client itself is refused, not the user. */
  private static final Set<String> CLIENT_REFUSED = Set.of("invalid_client", "unauthorized_client");

  private TokenFailure() {}

  /** The provider's own log line says more. */
  static SignInException unavailable(ProviderUnavailableException e) {
    return SignInException.unavailable(
        "The identity provider can't be reached, or does not accept this server. Try again soon. If"
            + " it stays so, an administrator must look at this server's log, and at its settings"
            + " gatekeeper.oidc-client-id and gatekeeper.oidc-client-secret.",
        "The identity provider can't be asked: "
            + ProviderAnswer.cleaned(String.valueOf(e.getMessage())));
  }

  static SignInException unreadable() {
    return SignInException.unavailable(
        "The identity provider's answer can't be read; an administrator must look at it.",
        "The answer of the identity provider's token endpoint is no token response.");
  }

  static SignInException error(@Nullable String code, @Nullable String description) {
    String error = code == null ? "no error code" : ProviderAnswer.cleaned(code);
    String message =
        "The identity provider's token endpoint refuses: "
            + error
            + (description == null ? "" : ", " + ProviderAnswer.cleaned(description));
    if (CLIENT_REFUSED.contains(error)) {
      return SignInException.unavailable(
          "The identity provider does not accept this server's own credentials ("
              + error
              + "). An administrator must compare the settings gatekeeper.oidc-client-id and"
              + " gatekeeper.oidc-client-secret with the client at the provider.",
          message
              + "; compare gatekeeper.oidc-client-id and gatekeeper.oidc-client-secret with"
              + " the client there.");
    }
    return SignInException.mismatch(
        "The identity provider does not take the code of this sign-in (" + error + ")." + AGAIN,
        message);
  }

  static SignInException withoutIdToken() {
    return SignInException.unavailable(
        "The identity provider does not say who you are; an administrator must look at it.",
        "The identity provider gives no ID token: is 'openid' among the scopes of the client?");
  }

  static SignInException idTokenRejected(String why) {
    return SignInException.refused(
        "The identity provider's ID token is not valid here, or has no name of yours that can be"
            + " used; this server's log says why.",
        "An ID token is refused: " + ProviderAnswer.cleaned(why));
  }
}
