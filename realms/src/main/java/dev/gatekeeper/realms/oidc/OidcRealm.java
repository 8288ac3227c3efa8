package dev.gatekeeper.realms.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the bearers of a provider's access tokens in (RFC 6750).
 *
 * <p>This class is thread-safe.
 */
public final class OidcRealm implements CredentialRealm, AutoCloseable {

  /** The scheme of RFC 6750, in lower case. */
  public static final String BEARER = "bearer";

  /** Longer ones are none of a provider's: containers take no head of that length. */
  private static final int MAX_TOKEN_CHARS = 64 * 1024;

  private final OidcProvider provider;
  private final OidcParameters parameters;
  private final Introspection introspection;

  OidcRealm(OidcProvider provider, OidcParameters parameters) {
    this.provider = provider;
    this.parameters = parameters;
    this.introspection = new Introspection(provider, parameters);
  }

  /**
   * The provider that this realm asks, for those who sign in on a page.
   *
   * @return the provider, which is closed with this realm
   */
  public OidcProvider provider() {
    return provider;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(BEARER);
  }

  @Override
  public boolean isAvailable() {
    return provider.isKnown();
  }

  @Override
  public Verdict verify(Credentials credentials) {
    if (!(credentials instanceof Credentials.Token shown) || !shown.scheme().equals(BEARER)) {
      return new Verdict.Unknown();
    }
    if (shown.token().length() > MAX_TOKEN_CHARS) {
      return new Verdict.Rejected();
    }
    try {
      Map<String, Object> claims = claimsOf(shown.token());
      OidcUser user = provider.user(claims);
      return new Verdict.Accepted(user.name(), user.roles(), timeFor(claims), "");
    } catch (InvalidTokenException e) {
      provider.refused(e);
      return new Verdict.Rejected();
    } catch (ProviderUnavailableException e) {
      return new Verdict.Unavailable(
          "The server can't check tokens at the moment; its log says why.");
    }
  }

  private Map<String, Object> claimsOf(String token)
      throws InvalidTokenException, ProviderUnavailableException {
    JWT jwt = jwtOf(token);
    if (jwt instanceof SignedJWT signed) {
      try {
        return new AccessTokens(provider.keys(), parameters).claimsOf(signed);
      } catch (JOSEException e) {
        throw provider.unavailable("its keys can't be read: " + e.getMessage());
      }
    }
    if (jwt == null && parameters.introspect()) {
      return introspection.claimsOf(token);
    }
    throw new InvalidTokenException("it is no signed JWT");
  }

  private static @Nullable JWT jwtOf(String token) {
    try {
      return JWTParser.parse(token);
    } catch (ParseException e) {
      return null;
    }
  }

  /** Not longer than the token holds. */
  private Duration timeFor(Map<String, Object> claims) {
    Object end = claims.get("exp");
    Instant expiry =
        end instanceof Date date
            ? date.toInstant()
            : end instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.MAX;
    Instant asked = Instant.now().plus(parameters.rememberFor());
    if (!expiry.isBefore(asked)) {
      return parameters.rememberFor();
    }
    Duration left = Duration.between(Instant.now(), expiry);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Looks for the provider no longer. */
  @Override
  public void close() {
    provider.close();
  }
}
