package dev.gatekeeper.realms.oidc.session;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A sign-in that has begun in one tab of a browser, as the sealed cookie has it.
 *
 * @param state by which the provider's answer is told from others (RFC 6749 10.12)
 * @param nonce that the ID token must have
 * @param verifier of PKCE (RFC 7636)
 * @param target the path, and perhaps query, that the user wanted to see
 * @param began when it did
 */
record PendingSignIn(String state, String nonce, String verifier, String target, Instant began) {

  /** How long a person may take at the provider's page. */
  static final Duration PATIENCE = Duration.ofMinutes(30);

  boolean isOver(Instant now) {
    return !now.isBefore(began.plus(PATIENCE));
  }

  String toJson() {
    return JSONObjectUtils.toJSONString(
        Map.of(
            "state", state,
            "nonce", nonce,
            "verifier", verifier,
            "target", target,
            "began", began.getEpochSecond()));
  }

  /** Reads what {@link #toJson} has written; else empty. */
  static Optional<PendingSignIn> ofJson(String text) {
    try {
      Map<String, Object> json = JSONObjectUtils.parse(text);
      return Optional.of(
          new PendingSignIn(
              JSONObjectUtils.getString(json, "state"),
              JSONObjectUtils.getString(json, "nonce"),
              JSONObjectUtils.getString(json, "verifier"),
              JSONObjectUtils.getString(json, "target"),
              Instant.ofEpochSecond(JSONObjectUtils.getLong(json, "began"))));
    } catch (ParseException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The verifier is a secret. */
  @Override
  public String toString() {
    return "PendingSignIn[target=" + target + "]";
  }
}
