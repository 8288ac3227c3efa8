package dev.gatekeeper.realms.oidc.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Begins, continues and ends sessions. This class is thread-safe. */
final class Sessions {

  private static final int IDLE_PARTS = 10;
  private static final Duration LONGEST_UNWRITTEN = Duration.ofMinutes(5);
  private static final int ENDED_AT_MOST = 100_000;

  private final SessionCookies cookies;
  private final Renewals renewals;
  private final Duration freshFor;
  private final Duration idle;
  private final Duration lifetime;
  private final InstantSource clock;

  /** A copy of a cookie could come after log-out: an answer that was on its way may bring it. */
  private final Cache<String, Boolean> ended;

  Sessions(
      SessionCookies cookies,
      Provider provider,
      SessionParameters parameters,
      Duration freshFor,
      InstantSource clock) {
    this.cookies = cookies;
    this.renewals = new Renewals(provider, freshFor, clock);
    this.freshFor = freshFor;
    this.idle = parameters.idle();
    this.lifetime = parameters.lifetime();
    this.clock = clock;
    this.ended =
        Caffeine.newBuilder().expireAfterWrite(lifetime).maximumSize(ENDED_AT_MOST).build();
  }

  /** Begins a session of who has just signed in. */
  void begin(SignedIn user, Browser browser, HttpServletResponse response) {
    Instant now = clock.instant();
    cookies.begin(
        new Session(
            RandomText.ofBits(128),
            user.name(),
            user.roles(),
            now,
            now,
            now.plus(freshFor),
            user.refreshToken()),
        browser,
        response);
  }

  /** Who has a session that goes on; asks the provider where it is time. */
  Verdict recall(Browser browser, HttpServletResponse response) {
    Optional<Session> session = going(browser);
    if (session.isEmpty()) {
      return new Verdict.Unknown();
    }
    // MLflow's answer is this user's, which no Authorization field says to caches (RFC 9111 3.5)
    response.addHeader("Cache-Control", "private");
    Instant now = clock.instant();
    if (!session.get().isFresh(now)) {
      return renewed(session.get(), browser, response);
    }
    if (!now.isBefore(session.get().used().plus(unwritten()))) {
      cookies.write(session.get().usedAt(now), browser, response);
    }
    return accepted(session.get());
  }

  private Optional<Session> going(Browser browser) {
    Instant now = clock.instant();
    return cookies
        .read(browser)
        .filter(session -> cookies.isMarked(session, browser))
        .filter(session -> now.isBefore(session.began().plus(lifetime)))
        .filter(session -> now.isBefore(session.used().plus(idle)))
        .filter(session -> ended.getIfPresent(session.id()) == null);
  }

  /** Not with every request: the time of the last one need not be exact. */
  private Duration unwritten() {
    Duration part = idle.dividedBy(IDLE_PARTS);
    return part.compareTo(LONGEST_UNWRITTEN) < 0 ? part : LONGEST_UNWRITTEN;
  }

  private Verdict renewed(Session session, Browser browser, HttpServletResponse response) {
    Renewal renewal = renewals.renew(session);
    if (renewal instanceof Renewal.Renewed renewed) {
      cookies.write(renewed.session(), browser, response);
      return accepted(renewed.session());
    }
    return renewal instanceof Renewal.Unavailable
        ? new Verdict.Unavailable(
            "The identity provider does not say whether you may still come in; try again soon.")
        : new Verdict.Unknown();
  }

  private static Verdict accepted(Session session) {
    return new Verdict.Accepted(session.user(), session.roles());
  }

  /** Whether there is a session that the pages of the webapp have signed out. */
  boolean isSignedOutByPage(Browser browser) {
    return cookies.read(browser).filter(s -> !cookies.isMarked(s, browser)).isPresent();
  }

  /** Whether there is a session, even one that is over. */
  boolean isThere(Browser browser) {
    return cookies.read(browser).isPresent();
  }

  /**
   * Ends the session at this gate and in the browser.
   *
   * @return what has ended; empty if there was none
   */
  Optional<Session> end(Browser browser, HttpServletResponse response) {
    Optional<Session> session = cookies.read(browser);
    session.ifPresent(found -> ended.put(found.id(), true));
    cookies.delete(browser, response);
    return session;
  }
}
