package dev.gatekeeper.realms.oidc.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCookiesTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final SessionCookies cookies =
      new SessionCookies(SealingKeys.made(), "client", "mlflow_user");
  private final CookieJar jar = new CookieJar();

  @ParameterizedTest
  @ValueSource(ints = {0, 900, 2_500, 4_000, 5_000})
  void sessionComesBackFromCookiesThatBrowsersTake(int refreshToken) {
    Session session = session("r".repeat(refreshToken));
    begin(session);

    assertThat(cookies.read(jar.browser(cookies::isOwn))).contains(session);
    assertThat(jar.longest()).isLessThan(4_096);
  }

  @Test
  void refreshTokenThatFitsIntoNoCookieIsLeftOut() {
    Session session = session("r".repeat(9_000));
    begin(session);

    assertThat(cookies.read(jar.browser(cookies::isOwn))).contains(session.withoutRefreshToken());
    assertThat(jar.longest()).isLessThan(4_096);
  }

  @Test
  void shorterSessionLeavesNoChunkOfALongerOne() {
    begin(session("r".repeat(5_000)));
    assertThat(jar.names()).contains("gatekeeper-session-1");
    Session session = session("short");
    begin(session);

    assertThat(jar.names()).containsExactlyInAnyOrder("gatekeeper-session-0", "mlflow_user");
    assertThat(cookies.read(jar.browser(cookies::isOwn))).contains(session);
  }

  @Test
  void chunkThatIsLeftOverDoesNoHarm() {
    Session session = session("short");
    begin(session);
    jar.put("gatekeeper-session-1", "left over");

    assertThat(cookies.read(jar.browser(cookies::isOwn))).contains(session);
  }

  @Test
  void sessionOfWhichAChunkIsMissingIsNone() {
    begin(session("r".repeat(5_000)));
    jar.remove("gatekeeper-session-1");

    assertThat(cookies.read(jar.browser(cookies::isOwn))).isEmpty();
  }

  @Test
  void endLeavesNothing() {
    begin(session("r".repeat(5_000)));
    jar.take(response -> cookies.delete(jar.browser(cookies::isOwn), response));

    assertThat(jar.names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1.", "0.x", "9.x", "-1.x", "x.x", "1.x", "2.AAAA", "١.x", "1.%41"})
  void whatNoGateWroteIsNoSession(String value) {
    jar.put("gatekeeper-session-0", value);

    assertThat(cookies.read(jar.browser(cookies::isOwn))).isEmpty();
  }

  @Test
  void hundredKilobytesAreNoSession() {
    jar.put("gatekeeper-session-0", "2." + "A".repeat(100_000));
    jar.put("gatekeeper-session-1", "A".repeat(100_000));

    assertThat(cookies.read(jar.browser(cookies::isOwn))).isEmpty();
  }

  @Test
  void sessionOfAnotherClientIsNone() {
    SealingKeys keys = SealingKeys.made();
    SessionCookies theirs = new SessionCookies(keys, "theirs", "mlflow_user");
    SessionCookies ours = new SessionCookies(keys, "ours", "mlflow_user");
    jar.take(response -> theirs.begin(session("r"), jar.browser(theirs::isOwn), response));

    assertThat(ours.read(jar.browser(ours::isOwn))).isEmpty();
  }

  private void begin(Session session) {
    jar.take(response -> cookies.begin(session, jar.browser(cookies::isOwn), response));
  }

  private static Session session(String refreshToken) {
    return new Session("id", "Zoë", Set.of("reader", "admin"), NOW, NOW, NOW, refreshToken);
  }
}
