package dev.gatekeeper.realms.oidc;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the provider describes itself (OpenID Connect Discovery 1.0). What is known is used for an
 * hour, and longer while the provider is down.
 *
 * <p>This class is thread-safe.
 */
final class Discovery {

  /** So that a provider that is down is not asked by each request. */
  static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

  /** So that hardly a request waits for a provider that hangs, while there is a description. */
  private static final Duration PAUSE_WHILE_KNOWN = Duration.ofMinutes(5);

  private static final Duration KNOWN_FOR = Duration.ofHours(1);

  private final URI issuer;
  private final ProviderHttp http;
  private final ProviderLog log;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable OIDCProviderMetadata known;
  private long knownAt;
  private @Nullable String failure;
  private long failedAt;

  Discovery(URI issuer, ProviderHttp http, ProviderLog log, LongSupplier nanos) {
    this.issuer = issuer;
    this.http = http;
    this.log = log;
    this.nanos = nanos;
  }

  /** Whether it was ever found. */
  boolean isKnown() {
    return known != null;
  }

  /**
   * Blocks for a bounded time where it has to be asked for. Where it was known once, a single
   * request asks for it, and the others go on with what is known.
   */
  OIDCProviderMetadata get() throws ProviderUnavailableException {
    OIDCProviderMetadata before = known;
    if (before == null) {
      lock.lock();
    } else if (!lock.tryLock()) {
      return before;
    }
    try {
      return current();
    } finally {
      lock.unlock();
    }
  }

  private OIDCProviderMetadata current() throws ProviderUnavailableException {
    OIDCProviderMetadata before = known;
    if (before != null && isWithin(KNOWN_FOR, knownAt)) {
      return before;
    }
    Duration pause = before == null ? PAUSE_AFTER_FAILURE : PAUSE_WHILE_KNOWN;
    if (failure == null || !isWithin(pause, failedAt)) {
      fetch();
    }
    OIDCProviderMetadata now = known;
    if (now != null) {
      return now;
    }
    throw new ProviderUnavailableException(String.valueOf(failure));
  }

  private boolean isWithin(Duration time, long since) {
    return nanos.getAsLong() - since < time.toNanos();
  }

  private void fetch() {
    try {
      known = read();
      knownAt = nanos.getAsLong();
      failure = null;
      log.available();
    } catch (IOException | GeneralException e) {
      failure = "its description can't be read: " + String.valueOf(e.getMessage());
      failedAt = nanos.getAsLong();
      log.unavailable(failure);
    }
  }

  private OIDCProviderMetadata read() throws IOException, GeneralException {
    URI address = URI.create(OIDCProviderMetadata.resolveURL(new Issuer(issuer)).toString());
    HTTPResponse answer = http.send(new HTTPRequest(HTTPRequest.Method.GET, address));
    if (answer.getStatusCode() != HTTPResponse.SC_OK) {
      throw new IOException(address + " answers " + answer.getStatusCode());
    }
    OIDCProviderMetadata found = OIDCProviderMetadata.parse(answer.getBody());
    if (!found.getIssuer().getValue().equals(issuer.toString())) {
      throw new IOException(
          "it is the description of '%s': set oidc-issuer to that, if it is the right one"
              .formatted(found.getIssuer().getValue()));
    }
    if (found.getJWKSetURI() == null) {
      throw new IOException("it names no keys");
    }
    return found;
  }
}
