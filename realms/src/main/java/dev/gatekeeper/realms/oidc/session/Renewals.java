package dev.gatekeeper.realms.oidc.session;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the provider whether users who have signed in are still welcome, and with which roles.
 *
 * <p>A page sends many requests at once, and some of its answers bring the browser a new cookie
 * only much later. So all requests with one refresh token are one question, and for some minutes
 * the answer is remembered for those that still bring the old token, which the provider may take
 * only once. A provider that does not answer is left alone for some seconds.
 *
 * <p>This class is thread-safe.
 */
final class Renewals {

  private static final System.Logger LOG = System.getLogger(Renewals.class.getName());

  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);
  private static final int REMEMBERED_AT_MOST = 10_000;
  private static final Duration REST = Duration.ofSeconds(5);

  /** Each step of the loop is a token that was exchanged for the next within minutes. */
  private static final int MOST_STEPS = 100;

  private final Provider provider;
  private final Duration freshFor;
  private final InstantSource clock;
  private final Cache<String, CompletableFuture<Renewal>> recent =
      Caffeine.newBuilder()
          .expireAfterWrite(REMEMBERED_FOR)
          .maximumSize(REMEMBERED_AT_MOST)
          .build();
  private volatile Instant downUntil = Instant.MIN;

  Renewals(Provider provider, Duration freshFor, InstantSource clock) {
    this.provider = provider;
    this.freshFor = freshFor;
    this.clock = clock;
  }

  /** Blocks while the provider is asked. */
  Renewal renew(Session session) {
    Session latest = session;
    for (int step = 0; step < MOST_STEPS; step++) {
      if (latest.refreshToken() == null) {
        return new Renewal.Ended();
      }
      String key = fingerprint(latest.refreshToken());
      CompletableFuture<Renewal> mine = new CompletableFuture<>();
      CompletableFuture<Renewal> earlier = recent.asMap().putIfAbsent(key, mine);
      if (earlier == null) {
        return ask(latest, key, mine);
      }
      Renewal known = earlier.join();
      if (!(known instanceof Renewal.Renewed renewed)
          || renewed.session().isFresh(clock.instant())) {
        return known;
      }
      if (latest.refreshToken().equals(renewed.session().refreshToken())) {
        recent.asMap().remove(key, earlier);
      }
      latest = renewed.session();
    }
    return new Renewal.Unavailable();
  }

  private Renewal ask(Session session, String key, CompletableFuture<Renewal> answer) {
    Renewal renewal = new Renewal.Unavailable();
    try {
      renewal = ask(session);
    } finally {
      if (renewal instanceof Renewal.Unavailable) {
        recent.asMap().remove(key, answer);
      }
      answer.complete(renewal);
    }
    return renewal;
  }

  private Renewal ask(Session session) {
    Instant now = clock.instant();
    String token = session.refreshToken();
    if (token == null || now.isBefore(downUntil)) {
      return new Renewal.Unavailable();
    }
    try {
      SignedIn user = provider.refresh(token);
      if (user.name().equals(session.user())) {
        return new Renewal.Renewed(session.renewed(user, now, now.plus(freshFor)));
      }
      LOG.log(
          INFO,
          "The session of {0} ends: the provider calls the user {1} now.",
          session.user(),
          user.name());
      return new Renewal.Ended();
    } catch (SignInException e) {
      return failed(session, e);
    }
  }

  private Renewal failed(Session session, SignInException e) {
    if (e.isUnavailable()) {
      downUntil = clock.instant().plus(REST);
      LOG.log(WARNING, "The session of {0} can''t be renewed: {1}", session.user(), e.getMessage());
      return new Renewal.Unavailable();
    }
    LOG.log(INFO, "The session of {0} ends: {1}", session.user(), e.getMessage());
    return new Renewal.Ended();
  }

  private static String fingerprint(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
