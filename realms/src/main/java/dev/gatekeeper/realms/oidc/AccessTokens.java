package dev.gatekeeper.realms.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Map;
import java.util.Set;

/**
 * Checks access tokens that are JWTs (RFC 9068, RFC 8725) by the provider's keys.
 *
 * <p>This class is thread-safe.
 */
final class AccessTokens {

  /** Those with a public key: never none, and never one whose key is a secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS = Set.copyOf(JWSAlgorithm.Family.SIGNATURE);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  AccessTokens(JWKSource<SecurityContext> keys, OidcParameters parameters) {
    processor.setJWSKeySelector(selector(keys));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    // what is in ID tokens alone, which are not meant for a server
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(
            Set.of(parameters.audience()),
            new JWTClaimsSet.Builder().issuer(parameters.issuer().toString()).build(),
            Set.of("exp"),
            Set.of("at_hash", "c_hash", "nonce"));
    verifier.setMaxClockSkew((int) parameters.clockSkew().toSeconds());
    processor.setJWTClaimsSetVerifier(verifier);
  }

  static JWSKeySelector<SecurityContext> selector(JWKSource<SecurityContext> keys) {
    return new JWSVerificationKeySelector<>(ALGORITHMS, keys);
  }

  /**
   * @throws InvalidTokenException if it lets nobody in
   * @throws JOSEException if the keys can't be had
   */
  Map<String, Object> claimsOf(SignedJWT token) throws InvalidTokenException, JOSEException {
    Map<String, Object> claims;
    try {
      claims = processor.process(token, null).getClaims();
    } catch (BadJOSEException e) {
      throw new InvalidTokenException(String.valueOf(e.getMessage()));
    }
    // Keycloak's own way to tell its tokens apart
    if (claims.get("typ") instanceof String type && !type.equalsIgnoreCase("Bearer")) {
      throw new InvalidTokenException("it is a token of the type '" + type + "'");
    }
    // RFC 7800: whoever shows it would have to prove that they have a key
    if (claims.containsKey("cnf")) {
      throw new InvalidTokenException("it is bound to a key, which a Bearer token is not");
    }
    return claims;
  }
}
