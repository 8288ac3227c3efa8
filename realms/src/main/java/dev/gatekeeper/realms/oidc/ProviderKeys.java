package dev.gatekeeper.realms.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The provider's keys. They are fetched again every five minutes, and at once where a token names
 * another key, but not for each of many such tokens; while the provider is down, the known ones
 * stay.
 *
 * <p>This class is thread-safe.
 */
final class ProviderKeys implements JWKSource<SecurityContext> {

  private static final Duration KNOWN_FOR = Duration.ofMinutes(5);

  /** For tokens with the name of no key, which anybody can make. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private static final Duration KEPT_WHILE_DOWN = Duration.ofHours(24);

  private final JWKSource<SecurityContext> source;
  private volatile @Nullable Fetch last;

  ProviderKeys(URI address, ProviderHttp http, Duration timeout) {
    try {
      source =
          JWKSourceBuilder.create(new Noting(new URLBasedJWKSetSource<>(address.toURL(), http)))
              .cache(KNOWN_FOR.toMillis(), timeout.plusSeconds(1).toMillis())
              .refreshAheadCache(false)
              .rateLimited(BETWEEN_LOOKS.toMillis())
              .outageTolerant(KEPT_WHILE_DOWN.toMillis())
              .build();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return source.get(selector, context);
    } catch (RateLimitReachedException e) {
      Fetch before = last;
      if (before == null || before.isOutdated()) {
        throw e;
      }
      // tokens with the name of no key must not shut out those with a right one
      return selector.select(before.keys());
    }
  }

  private record Fetch(JWKSet keys, long nanos) {

    boolean isOutdated() {
      return System.nanoTime() - nanos > KEPT_WHILE_DOWN.toNanos();
    }
  }

  /** Notes what was fetched last. */
  private final class Noting extends JWKSetSourceWrapper<SecurityContext> {

    Noting(JWKSetSource<SecurityContext> source) {
      super(source);
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      JWKSet keys = getSource().getJWKSet(refresh, now, context);
      last = new Fetch(keys, System.nanoTime());
      return keys;
    }
  }
}
