package dev.gatekeeper.realms.oidc.session;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What sign-in asks of the provider. Every method may block, for a bounded time. Implementations
 * are thread-safe.
 */
interface Provider {

  /**
   * The provider's page, for this sign-in (OpenID Connect Core 1.0, 3.1.2.1).
   *
   * @throws SignInException if the provider is not known yet
   */
  URI authorizationRequest(PendingSignIn pending, URI callback) throws SignInException;

  /**
   * Exchanges a code for tokens and validates the ID token (3.1.3).
   *
   * @throws SignInException if it can't be
   */
  SignedIn redeem(String code, PendingSignIn pending, URI callback) throws SignInException;

  /**
   * Asks again by a refresh token (12).
   *
   * @throws SignInException refused where the provider has ended the session
   */
  SignedIn refresh(String refreshToken) throws SignInException;

  /**
   * The page at which the provider ends its own session (OpenID Connect RP-Initiated Logout 1.0).
   *
   * @param refreshToken of the session; null if there is none
   * @return empty if the provider has no such page, or can't be asked
   */
  Optional<URI> endSession(@Nullable String refreshToken, URI afterwards);

  /** The provider's name for itself, as the answer may have it (RFC 9207). */
  boolean isIssuer(String issuer);
}
