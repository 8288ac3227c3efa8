package dev.gatekeeper.realms.oidc.session;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sign-ins that have begun in a browser, each in a cookie of its own, so that several
 * tabs may sign in at once. Of too many the oldest goes. This class is thread-safe.
 */
final class PendingCookies {

  private static final String NAME = "gatekeeper-signin-";

  /** A browser that restores its tabs begins many at once; they share 8 KB with the session. */
  private static final int MOST = 5;

  private final SealingKeys keys;
  private final String purpose;

  PendingCookies(SealingKeys keys, String client) {
    this.keys = keys;
    this.purpose = "sign-in " + client;
  }

  boolean isOwn(String name) {
    return CookieScope.withoutPrefix(name).startsWith(NAME);
  }

  /** The sign-in of this state that this browser has begun; empty if it has not, or long ago. */
  Optional<PendingSignIn> read(String state, Browser browser, Instant now) {
    return open(browser.cookies().get(browser.scope().nameOf(NAME + state)), now)
        .filter(pending -> pending.state().equals(state));
  }

  private Optional<PendingSignIn> open(@Nullable String sealed, Instant now) {
    return Optional.ofNullable(sealed)
        .flatMap(text -> keys.open(purpose, text))
        .flatMap(PendingSignIn::ofJson)
        .filter(pending -> !pending.isOver(now));
  }

  void write(PendingSignIn pending, Browser browser, HttpServletResponse response) {
    deleteOld(pending.began(), browser, response);
    browser
        .scope()
        .set(
            NAME + pending.state(),
            keys.seal(purpose, pending.toJson()),
            PendingSignIn.PATIENCE,
            response);
  }

  private record Kept(String fullName, Instant began) {}

  private void deleteOld(Instant now, Browser browser, HttpServletResponse response) {
    List<Kept> kept =
        browser.cookies().own().entrySet().stream()
            .filter(cookie -> isOwn(cookie.getKey()))
            .map(
                cookie ->
                    new Kept(
                        cookie.getKey(),
                        open(cookie.getValue(), now).map(PendingSignIn::began).orElse(Instant.MIN)))
            .sorted(Comparator.comparing(Kept::began))
            .toList();
    for (int i = 0; i < kept.size(); i++) {
      boolean isTooMany = kept.size() - i >= MOST;
      if (isTooMany || kept.get(i).began().equals(Instant.MIN)) {
        browser.scope().delete(kept.get(i).fullName(), response);
      }
    }
  }

  void delete(String state, Browser browser, HttpServletResponse response) {
    browser.scope().delete(browser.scope().nameOf(NAME + state), response);
  }
}
