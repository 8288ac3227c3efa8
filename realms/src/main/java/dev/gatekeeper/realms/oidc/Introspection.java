package dev.gatekeeper.realms.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Asks the provider about a token (RFC 7662).
 *
 * <p>This class is thread-safe.
 */
final class Introspection {

  private final OidcProvider provider;
  private final OidcParameters parameters;

  Introspection(OidcProvider provider, OidcParameters parameters) {
    this.provider = provider;
    this.parameters = parameters;
  }

  /**
   * @throws InvalidTokenException if it lets nobody in
   */
  Map<String, Object> claimsOf(String token)
      throws InvalidTokenException, ProviderUnavailableException {
    URI endpoint = provider.metadata().getIntrospectionEndpointURI();
    if (endpoint == null) {
      throw provider.unavailable("it has no address for oidc-introspect");
    }
    HTTPResponse answer =
        provider.send(
            new TokenIntrospectionRequest(
                    endpoint, provider.authentication(), new BearerAccessToken(token))
                .toHTTPRequest());
    try {
      TokenIntrospectionResponse response = TokenIntrospectionResponse.parse(answer);
      if (!response.indicatesSuccess()) {
        throw provider.unavailable("it answers " + answer.getStatusCode() + " about a token");
      }
      if (!response.toSuccessResponse().isActive()) {
        throw new InvalidTokenException("the provider says that it does not hold");
      }
      return checked(response.toSuccessResponse().toJSONObject());
    } catch (ParseException e) {
      throw provider.unavailable("what it says about a token can't be read");
    }
  }

  private Map<String, Object> checked(Map<String, Object> claims) throws InvalidTokenException {
    String issuer = parameters.issuer().toString();
    if (claims.containsKey("iss") && !issuer.equals(claims.get("iss"))) {
      throw new InvalidTokenException("it is of another issuer");
    }
    Collection<?> audience =
        claims.get("aud") instanceof Collection<?> several
            ? several
            : List.of(claims.getOrDefault("aud", claims.getOrDefault("client_id", "")));
    if (!audience.contains(parameters.audience())) {
      throw new InvalidTokenException("it is meant for " + audience);
    }
    return claims;
  }
}
