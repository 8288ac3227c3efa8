package dev.gatekeeper.realms.oidc.session;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import dev.gatekeeper.realms.oidc.InvalidTokenException;
import dev.gatekeeper.realms.oidc.OidcProvider;
import dev.gatekeeper.realms.oidc.OidcUser;
import dev.gatekeeper.realms.oidc.ProviderUnavailableException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider that is asked over HTTP. */
final class TokenProvider implements Provider {

  /** Some servers take no longer line; without the hint the provider asks the user. */
  private static final int LONGEST_LOGOUT = 3_500;

  /** A token for others is none of the gate's business. */
  private static final Scope SCOPE = new Scope("openid", "profile", "email");

  private final OidcProvider provider;

  TokenProvider(OidcProvider provider) {
    this.provider = provider;
  }

  @Override
  public URI authorizationRequest(PendingSignIn pending, URI callback) throws SignInException {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE, SCOPE, provider.clientId(), callback)
        .endpointURI(metadata().getAuthorizationEndpointURI())
        .state(new State(pending.state()))
        .nonce(new Nonce(pending.nonce()))
        .codeChallenge(new CodeVerifier(pending.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  private OIDCProviderMetadata metadata() throws SignInException {
    try {
      return provider.metadata();
    } catch (ProviderUnavailableException e) {
      throw TokenFailure.unavailable(e);
    }
  }

  @Override
  public SignedIn redeem(String code, PendingSignIn pending, URI callback) throws SignInException {
    OIDCTokens tokens =
        ask(
            new AuthorizationCodeGrant(
                new AuthorizationCode(code), callback, new CodeVerifier(pending.verifier())));
    return user(tokens, new Nonce(pending.nonce()));
  }

  @Override
  public SignedIn refresh(String refreshToken) throws SignInException {
    return user(ask(new RefreshTokenGrant(new RefreshToken(refreshToken))), null);
  }

  private OIDCTokens ask(AuthorizationGrant grant) throws SignInException {
    TokenResponse response;
    try {
      response = OIDCTokenResponseParser.parse(provider.send(request(grant)));
    } catch (ProviderUnavailableException e) {
      throw TokenFailure.unavailable(e);
    } catch (ParseException e) {
      throw TokenFailure.unreadable();
    }
    if (!response.indicatesSuccess()) {
      ErrorObject error = response.toErrorResponse().getErrorObject();
      throw TokenFailure.error(error.getCode(), error.getDescription());
    }
    return response.toSuccessResponse().getTokens().toOIDCTokens();
  }

  private HTTPRequest request(AuthorizationGrant grant) throws ProviderUnavailableException {
    URI endpoint = provider.metadata().getTokenEndpointURI();
    return provider
        .clientAuthentication()
        .map(secret -> new TokenRequest.Builder(endpoint, secret, grant))
        .orElseGet(() -> new TokenRequest.Builder(endpoint, provider.clientId(), grant))
        .build()
        .toHTTPRequest();
  }

  private SignedIn user(OIDCTokens tokens, @Nullable Nonce nonce) throws SignInException {
    JWT token = tokens.getIDToken();
    if (token == null) {
      throw TokenFailure.withoutIdToken();
    }
    RefreshToken next = tokens.getRefreshToken();
    try {
      OidcUser user = provider.user(provider.idToken(token, nonce).toJWTClaimsSet().getClaims());
      return new SignedIn(user.name(), user.roles(), next == null ? null : next.getValue());
    } catch (ProviderUnavailableException e) {
      throw TokenFailure.unavailable(e);
    } catch (InvalidTokenException | ParseException e) {
      throw TokenFailure.idTokenRejected(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<URI> endSession(@Nullable String refreshToken, URI afterwards) {
    try {
      return Optional.ofNullable(provider.metadata().getEndSessionEndpointURI())
          .map(page -> logout(page, refreshToken, afterwards));
    } catch (ProviderUnavailableException e) {
      return Optional.empty();
    }
  }

  private URI logout(URI page, @Nullable String refreshToken, URI afterwards) {
    JWT hint = refreshToken == null ? null : idToken(refreshToken);
    URI hinted = logout(page, hint, afterwards);
    return hinted.toString().length() <= LONGEST_LOGOUT
        ? hinted
        : logout(page, (JWT) null, afterwards);
  }

  private URI logout(URI page, @Nullable JWT hint, URI afterwards) {
    return new LogoutRequest(page, hint, null, provider.clientId(), afterwards, null, null).toURI();
  }

  /** The cookie has no room for it, and the provider gives another. */
  private @Nullable JWT idToken(String refreshToken) {
    try {
      return ask(new RefreshTokenGrant(new RefreshToken(refreshToken))).getIDToken();
    } catch (SignInException e) {
      return null;
    }
  }

  @Override
  public boolean isIssuer(String issuer) {
    return provider.issuer().toString().equals(issuer);
  }
}
