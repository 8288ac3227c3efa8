package dev.gatekeeper.realms.oidc.session;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session in cookies: one, or several where it is larger than the 4096 bytes that browsers
 * take (RFC 6265 6.1). The first says how many there are.
 *
 * <p>A further cookie holds the session's id, and scripts may see it: the pages of the webapp
 * delete it to sign out, and a session without it is over. This class is thread-safe.
 */
final class SessionCookies {

  private static final System.Logger LOG = System.getLogger(SessionCookies.class.getName());

  private static final String NAME = "gatekeeper-session-";
  private static final int CHUNK = 3_800;

  /** More would not fit into the 8 KB that containers take for all fields of a request. */
  private static final int MOST_CHUNKS = 2;

  private final SealingKeys keys;
  private final String purpose;
  private final String marker;

  /**
   * Makes them.
   *
   * @param keys that seal
   * @param client the provider and the gate's name there
   * @param marker the name of the cookie that scripts delete
   */
  SessionCookies(SealingKeys keys, String client, String marker) {
    this.keys = keys;
    this.purpose = "session " + client;
    this.marker = marker;
  }

  boolean isOwn(String name) {
    return name.equals(marker) || CookieScope.withoutPrefix(name).startsWith(NAME);
  }

  /** What a browser brought; empty for anything that no gate with these keys has sealed. */
  Optional<Session> read(Browser browser) {
    String first = browser.cookies().get(name(browser, 0));
    if (first == null || first.length() < 2 || first.charAt(1) != '.') {
      return Optional.empty();
    }
    int count = Character.digit(first.charAt(0), 10);
    if (count < 1 || count > MOST_CHUNKS) {
      return Optional.empty();
    }
    StringBuilder sealed = new StringBuilder(first.substring(2));
    for (int i = 1; i < count; i++) {
      String chunk = browser.cookies().get(name(browser, i));
      sealed.append(chunk == null ? "" : chunk);
    }
    return keys.open(purpose, sealed.toString()).flatMap(Session::ofJson);
  }

  /** Whether the webapp's pages have not signed this session out. */
  boolean isMarked(Session session, Browser browser) {
    return session.id().equals(browser.cookies().get(marker));
  }

  /** Writes a session that begins. */
  void begin(Session session, Browser browser, HttpServletResponse response) {
    write(session, browser, response);
    browser.scope().setVisible(marker, session.id(), response);
  }

  /** Writes a session that goes on; the marker is left as it is, since it may be gone by now. */
  void write(Session session, Browser browser, HttpServletResponse response) {
    String sealed = keys.seal(purpose, session.toJson());
    if (sealed.length() > CHUNK * MOST_CHUNKS && session.refreshToken() != null) {
      LOG.log(
          WARNING,
          "The refresh token of {0} has {1} characters, too many for a cookie; without it the user"
              + " is sent to the provider more often.",
          session.user(),
          session.refreshToken().length());
      sealed = keys.seal(purpose, session.withoutRefreshToken().toJson());
    }
    int count = (sealed.length() + CHUNK - 1) / CHUNK;
    for (int i = 0; i < count; i++) {
      String chunk = sealed.substring(i * CHUNK, Math.min(sealed.length(), (i + 1) * CHUNK));
      browser.scope().set(NAME + i, i == 0 ? count + "." + chunk : chunk, response);
    }
    for (int i = count; i < MOST_CHUNKS; i++) {
      deleteIfThere(name(browser, i), browser, response);
    }
  }

  /** Deletes all that {@link #begin} has written. */
  void delete(Browser browser, HttpServletResponse response) {
    for (int i = 0; i < MOST_CHUNKS; i++) {
      deleteIfThere(name(browser, i), browser, response);
    }
    deleteIfThere(marker, browser, response);
  }

  private static void deleteIfThere(
      String fullName, Browser browser, HttpServletResponse response) {
    @Nullable String value = browser.cookies().get(fullName);
    if (value != null) {
      browser.scope().delete(fullName, response);
    }
  }

  private static String name(Browser browser, int chunk) {
    return browser.scope().nameOf(NAME + chunk);
  }
}
