package dev.gatekeeper.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What no request shows: how much is kept. When the realm is asked is in LoginsTest. */
class RememberedLoginsTest {

  private static final int AT_MOST = 10;

  private final CountingRealm realm = new CountingRealm();
  private final RememberedLogins logins =
      new RememberedLogins(
          realm,
          new VerificationPolicy(Duration.ofHours(1), AT_MOST, 1, 1, Duration.ofMinutes(1)),
          new Fingerprints(),
          new FakeClock());

  @Test
  void noMoreAreRememberedThanAllowed() {
    for (int i = 0; i < 1_000; i++) {
      realm.with("user" + i, "secret");
      logins.verify(new Credentials.Password("user" + i, "secret"));
    }

    assertThat(logins.size()).isPositive().isLessThanOrEqualTo(AT_MOST);
  }

  @Test
  void whoComesTooLateToWaitFindsWhatTheOtherFound() {
    realm.with("bob", "secret");
    logins.verify(new Credentials.Password("bob", "secret"));

    assertThat(logins.verify(new Credentials.Password("bob", "secret")))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(realm.verifications).hasValue(1);
  }

  @Test
  void whatIsWrongLeavesNothingBehind() {
    realm.with("bob", "secret");
    for (int i = 0; i < 1_000; i++) {
      logins.verify(new Credentials.Password("bob", "guess " + i));
    }

    assertThat(logins.size()).isZero();
  }
}
