package dev.gatekeeper.realms.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider, and the client that the gate is to it. What blocks does so for a bounded
 * time.
 *
 * <p>This class is thread-safe.
 */
public final class OidcProvider implements AutoCloseable {

  private final OidcParameters parameters;
  private final ProviderHttp http;
  private final ProviderLog log;
  private final Discovery discovery;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable URI keysAddress;
  private @Nullable ProviderKeys keys;

  OidcProvider(OidcParameters parameters) {
    this.parameters = parameters;
    this.http = new ProviderHttp(parameters.trustStore().context(), parameters.timeout());
    this.log = new ProviderLog(parameters.issuer());
    this.discovery = new Discovery(parameters.issuer(), http, log, System::nanoTime);
  }

  /** Looks for the provider until it is found, so that nobody has to come for that. */
  void seek() {
    Thread seeker = new Thread(this::seekUntilFound, "oidc-discovery");
    seeker.setDaemon(true);
    seeker.start();
  }

  private void seekUntilFound() {
    try {
      do {
        try {
          discovery.get();
        } catch (ProviderUnavailableException e) {
          // is logged; the next look may find it
        }
      } while (!discovery.isKnown()
          && !closed.await(Discovery.PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the provider has ever been found. */
  boolean isKnown() {
    return discovery.isKnown();
  }

  /**
   * How the provider describes itself.
   *
   * @return what is known, perhaps for a while
   * @throws ProviderUnavailableException if it was never found
   */
  public OIDCProviderMetadata metadata() throws ProviderUnavailableException {
    return discovery.get();
  }

  /**
   * The provider's name for itself.
   *
   * @return as configured
   */
  public URI issuer() {
    return parameters.issuer();
  }

  /**
   * How long what the provider says of a user holds.
   *
   * @return the time after which a user who was removed there is out
   */
  public Duration rememberFor() {
    return parameters.rememberFor();
  }

  /**
   * As whom the gate asks the provider.
   *
   * @return the client's id
   */
  public ClientID clientId() {
    return new ClientID(parameters.clientId());
  }

  /**
   * How the gate proves to be that client.
   *
   * @return empty for a client without a secret
   * @throws ProviderUnavailableException if it is not known what the provider takes
   */
  public Optional<ClientAuthentication> clientAuthentication() throws ProviderUnavailableException {
    if (parameters.clientSecret().isEmpty()) {
      return Optional.empty();
    }
    Secret secret = new Secret(parameters.clientSecret().get());
    List<ClientAuthenticationMethod> methods = metadata().getTokenEndpointAuthMethods();
    boolean isPost =
        methods != null
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    return Optional.of(
        isPost
            ? new ClientSecretPost(clientId(), secret)
            : new ClientSecretBasic(clientId(), secret));
  }

  ClientAuthentication authentication() throws ProviderUnavailableException {
    return clientAuthentication()
        .orElseThrow(() -> new ProviderUnavailableException("the client has no secret"));
  }

  /**
   * Asks the provider.
   *
   * @param request to one of its endpoints
   * @return the answer, whatever it is, but for one that the admin must look at
   * @throws ProviderUnavailableException if there is none, or none that is of use
   */
  public HTTPResponse send(HTTPRequest request) throws ProviderUnavailableException {
    HTTPResponse answer;
    try {
      answer = http.send(request);
    } catch (IOException e) {
      throw unavailable("it can't be asked: " + e.getMessage());
    }
    if (answer.getStatusCode() == HTTPResponse.SC_UNAUTHORIZED) {
      throw unavailable("it does not know the gate: look at oidc-client-id and oidc-client-secret");
    }
    if (answer.getStatusCode() >= HTTPResponse.SC_SERVER_ERROR) {
      throw unavailable("it answers " + answer.getStatusCode());
    }
    log.available();
    return answer;
  }

  /** Logs why, unless that was done. */
  ProviderUnavailableException unavailable(String why) {
    return log.unavailable(why);
  }

  void refused(InvalidTokenException why) {
    log.refused(why);
  }

  /**
   * Validates an ID token (OpenID Connect Core 1.0, 3.1.3.7).
   *
   * @param token as the provider sent it
   * @param nonce of the authentication request; null where there was none
   * @return its claims
   * @throws InvalidTokenException if it proves nothing
   * @throws ProviderUnavailableException if the provider's keys can't be had
   */
  public IDTokenClaimsSet idToken(JWT token, @Nullable Nonce nonce)
      throws InvalidTokenException, ProviderUnavailableException {
    IDTokenValidator validator =
        new IDTokenValidator(
            metadata().getIssuer(), clientId(), AccessTokens.selector(keys()), null);
    validator.setMaxClockSkew((int) parameters.clockSkew().toSeconds());
    try {
      return validator.validate(token, nonce);
    } catch (BadJOSEException e) {
      throw new InvalidTokenException(String.valueOf(e.getMessage()));
    } catch (JOSEException e) {
      throw unavailable("its keys can't be read: " + e.getMessage());
    }
  }

  /**
   * Finds out whom claims mean.
   *
   * @param claims of a token that is right
   * @return the user
   * @throws InvalidTokenException if they have no name that can be used
   */
  public OidcUser user(Map<String, Object> claims) throws InvalidTokenException {
    return parameters.claims().user(claims);
  }

  /** The provider's keys, from where it says that they are now. */
  ProviderKeys keys() throws ProviderUnavailableException {
    return keysAt(metadata().getJWKSetURI());
  }

  private synchronized ProviderKeys keysAt(URI address) {
    if (keys == null || !address.equals(keysAddress)) {
      keys = new ProviderKeys(address, http, parameters.timeout());
      keysAddress = address;
    }
    return keys;
  }

  /** Looks for the provider no longer. */
  @Override
  public void close() {
    closed.countDown();
  }
}
