package dev.gatekeeper.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.CapturedLog;
import dev.gatekeeper.auth.address.ClientNetwork;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three wrong passwords lock out here, for a second, then two, then four, at last a minute. */
class LockoutTest {

  private static final String ATTACKER = "198.51.100.9";
  private static final String HOME = "192.0.2.1";
  private static final LockoutPolicy POLICY =
      new LockoutPolicy(
          3, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), 1_000);

  private final FakeClock clock = new FakeClock();
  private final CountingRealm realm = new CountingRealm().with("bob", "secret");
  private final Logins logins = logins(POLICY);
  private final CapturedLog log = new CapturedLog(Lockout.class);

  private Logins logins(LockoutPolicy policy) {
    return new Logins(
        realm,
        new VerificationPolicy(Duration.ofMinutes(10), 100, 64, 64, Duration.ofMinutes(1)),
        policy,
        clock);
  }

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @Test
  void differentWrongPasswordsLockOutAndTheRightOneIsNotEvenLookedAt() {
    guess(3);

    assertThat(attempt("secret", ATTACKER))
        .isEqualTo(new LoginOutcome.LockedOut(Duration.ofSeconds(1)));
    assertThat(attempt("guess 3", ATTACKER)).isInstanceOf(LoginOutcome.LockedOut.class);
    assertThat(realm.verifications).hasValue(3);
  }

  @Test
  void fewerDoNot() {
    guess(2);

    assertThat(attempt("secret", ATTACKER)).isInstanceOf(LoginOutcome.Admitted.class);
  }

  @Test
  void theSameWrongPasswordCountsOnceHoweverOftenAClientRepeatsIt() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(attempt("outdated", HOME)).isEqualTo(new LoginOutcome.Refused());
    }
    guess(1, HOME);

    assertThat(attempt("secret", HOME)).isInstanceOf(LoginOutcome.Admitted.class);
  }

  @Test
  void theUserGetsInFromElsewhereAndOthersFromThere() {
    realm.with("ann", "hers");
    guess(3);

    assertThat(attempt("secret", HOME)).isInstanceOf(LoginOutcome.Admitted.class);
    assertThat(logins.attempt(new Credentials.Password("ann", "hers"), ATTACKER))
        .isInstanceOf(LoginOutcome.Admitted.class);
  }

  @Test
  void whoWasVerifiedBeforeIsLockedOutTooOrAGuesserCouldGoOnTesting() {
    assertThat(attempt("secret", ATTACKER)).isInstanceOf(LoginOutcome.Admitted.class);
    guess(3);

    assertThat(attempt("secret", ATTACKER)).isInstanceOf(LoginOutcome.LockedOut.class);
  }

  @Test
  void oneWhoHoldsANetworkOfIpv6IsOneClient() {
    for (int i = 0; i < 3; i++) {
      attempt("guess " + i, "2001:db8:1:2::" + i);
    }

    assertThat(attempt("secret", "2001:db8:1:2:ffff::1"))
        .isInstanceOf(LoginOutcome.LockedOut.class);
    assertThat(attempt("secret", "2001:db8:1:3::1")).isInstanceOf(LoginOutcome.Admitted.class);
  }

  @ParameterizedTest
  @CsvSource({"3, PT1S", "4, PT2S", "5, PT4S", "8, PT32S", "9, PT1M", "40, PT1M", "100, PT1M"})
  void eachFurtherWrongPasswordDoublesTheDelayUpToItsLongest(int wrong, Duration delay) {
    guessPatiently(wrong);

    assertThat(attempt("secret", ATTACKER)).isEqualTo(new LoginOutcome.LockedOut(delay));
    clock.advance(delay.minusNanos(1));
    assertThat(attempt("secret", ATTACKER))
        .isEqualTo(new LoginOutcome.LockedOut(Duration.ofNanos(1)));
    clock.advance(Duration.ofNanos(1));
    assertThat(attempt("secret", ATTACKER)).isInstanceOf(LoginOutcome.Admitted.class);
  }

  @Test
  void attemptsDuringALockoutDoNotProlongIt() {
    guess(3);
    for (int i = 0; i < 100; i++) {
      attempt("another " + i, ATTACKER);
    }

    clock.advance(Duration.ofSeconds(1));
    assertThat(attempt("secret", ATTACKER)).isInstanceOf(LoginOutcome.Admitted.class);
  }

  @Test
  void aRightPasswordDoesNotEraseWhatAGuesserBesideTheUserHasTried() {
    guess(2);
    attempt("secret", ATTACKER);

    assertThat(attempt("guess 3", ATTACKER)).isEqualTo(new LoginOutcome.Refused());
    assertThat(attempt("secret", ATTACKER)).isInstanceOf(LoginOutcome.LockedOut.class);
  }

  @Test
  void wrongPasswordsAreForgottenWithTimeHoweverBusyTheUserIs() {
    guess(2);
    for (int i = 0; i < 6; i++) {
      clock.advance(Duration.ofMinutes(10));
      attempt("secret", ATTACKER);
    }

    assertThat(attempt("guess 3", ATTACKER)).isEqualTo(new LoginOutcome.Refused());
    assertThat(attempt("secret", ATTACKER)).isInstanceOf(LoginOutcome.Admitted.class);
  }

  @Test
  void guessesThatRunAtTheSameTimeAreCountedBeforeTheyEnd() throws Exception {
    guess(1);
    realm.gate = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<LoginOutcome>> running = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String guess = "at once " + i;
      running.add(threads.submit(() -> attempt(guess, ATTACKER)));
    }
    while (realm.atOnce.get() < 2) {
      Thread.onSpinWait();
    }

    assertThat(attempt("one too many", ATTACKER))
        .isEqualTo(new LoginOutcome.LockedOut(Duration.ofSeconds(1)));
    Future<LoginOutcome> same = threads.submit(() -> attempt("at once 0", ATTACKER));
    realm.gate.countDown();
    for (Future<LoginOutcome> outcome : running) {
      assertThat(outcome.get()).isEqualTo(new LoginOutcome.Refused());
    }
    assertThat(same.get()).isIn(new LoginOutcome.Refused(), lockedFor(1));
    threads.shutdown();
  }

  @Test
  void nothingIsCountedWhileTheRealmCannotTell() {
    Logins unavailable =
        new Logins(
            credentials -> new Verdict.Unavailable(), VerificationPolicy.DEFAULT, POLICY, clock);
    for (int i = 0; i < 10; i++) {
      assertThat(unavailable.attempt(new Credentials.Password("bob", "guess " + i), ATTACKER))
          .isInstanceOf(LoginOutcome.Unavailable.class);
    }
  }

  @Test
  void switchedOffItCountsNothing() {
    Logins open =
        logins(
            new LockoutPolicy(
                0, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
    for (int i = 0; i < 100; i++) {
      assertThat(open.attempt(new Credentials.Password("bob", "guess " + i), ATTACKER))
          .isEqualTo(new LoginOutcome.Refused());
    }
  }

  @Test
  void aMillionAddressesTakeNoMoreMemoryThanAllowed() {
    Lockout lockout = new Lockout(POLICY, clock);
    Fingerprint guess = new Fingerprints().of("guess");
    for (int i = 0; i < 1_000_000; i++) {
      lockout.attempt(
          new Lockout.Target("bob", new ClientNetwork("network " + i)),
          guess,
          LoginOutcome.Refused::new);
    }

    assertThat(lockout.tracked()).isPositive().isLessThanOrEqualTo(POLICY.trackedAtMost());
  }

  @Test
  void whoLogsInRightLeavesNothingBehind() {
    Lockout lockout = new Lockout(POLICY, clock);
    lockout.attempt(
        new Lockout.Target("bob", new ClientNetwork("network")),
        new Fingerprints().of("right"),
        () -> new LoginOutcome.Admitted(new Verdict.Accepted("bob", Set.of())));

    assertThat(lockout.tracked()).isZero();
  }

  @Test
  void theLogSaysWhoIsLockedOutFromWhereAndNoPassword() {
    guess(4);
    clock.advance(Duration.ofSeconds(1));
    guess(1);

    assertThat(log.lines())
        .containsExactly(
            "WARNING User 'bob' is locked out from 198.51.100.9 for 1 s: 3 different passwords"
                + " were wrong.");
  }

  private void guess(int times) {
    guess(times, ATTACKER);
  }

  private void guess(int times, String address) {
    for (int i = 0; i < times; i++) {
      attempt("guess " + i, address);
    }
  }

  private void guessPatiently(int times) {
    for (int i = 0; i < times; i++) {
      while (attempt("guess " + i, ATTACKER) instanceof LoginOutcome.LockedOut locked) {
        clock.advance(locked.remaining());
      }
    }
  }

  private LoginOutcome attempt(String password, String address) {
    return logins.attempt(new Credentials.Password("bob", password), address);
  }

  private static LoginOutcome lockedFor(int seconds) {
    return new LoginOutcome.LockedOut(Duration.ofSeconds(seconds));
  }
}
