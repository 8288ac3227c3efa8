package dev.gatekeeper.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.CapturedLog;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the realm is asked, and by whom. */
class LoginsTest {

  private static final String HOME = "192.0.2.1";
  private static final LockoutPolicy NO_LOCKOUT =
      new LockoutPolicy(0, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

  private final FakeClock clock = new FakeClock();
  private final CountingRealm realm =
      new CountingRealm().with("bob", "secret").with("ab", "c").with("a", "bc");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Logins logins = logins(VerificationPolicy.DEFAULT);

  private Logins logins(VerificationPolicy policy) {
    return new Logins(realm, policy, NO_LOCKOUT, clock);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void whoWasVerifiedOnceIsNotVerifiedAgain() {
    for (int i = 0; i < 100; i++) {
      assertThat(attempt("bob", "secret")).isInstanceOf(LoginOutcome.Admitted.class);
    }

    assertThat(realm.verifications).hasValue(1);
  }

  @Test
  void whatIsWrongIsVerifiedEachTimeForKnownAndUnknownUsersAlike() {
    for (int i = 0; i < 3; i++) {
      assertThat(attempt("bob", "wrong")).isEqualTo(new LoginOutcome.Refused());
      assertThat(attempt("nobody", "wrong")).isEqualTo(new LoginOutcome.Refused());
    }

    assertThat(realm.verifications).hasValue(6);
  }

  @Test
  void aWrongPasswordIsVerifiedEvenWhileTheRightOneIsRemembered() {
    attempt("bob", "secret");

    assertThat(attempt("bob", "wrong")).isEqualTo(new LoginOutcome.Refused());
    assertThat(attempt("nobody", "secret")).isEqualTo(new LoginOutcome.Refused());
    assertThat(realm.verifications).hasValue(3);
  }

  @Test
  void aChangedPasswordEndsTheOldOnesAccessAtOnce() {
    attempt("bob", "secret");

    realm.with("bob", "other");

    assertThat(attempt("bob", "secret")).isEqualTo(new LoginOutcome.Refused());
    assertThat(attempt("bob", "other")).isInstanceOf(LoginOutcome.Admitted.class);
  }

  @Test
  void aRemovedUserIsOutAtOnceAndBackWithoutAnyRemainder() {
    attempt("bob", "secret");

    realm.remove("bob");
    assertThat(attempt("bob", "secret")).isEqualTo(new LoginOutcome.Refused());

    realm.with("bob", "new");
    assertThat(attempt("bob", "secret")).isEqualTo(new LoginOutcome.Refused());
  }

  @Test
  void nameAndPasswordAreNotRunTogether() {
    assertThat(user(attempt("ab", "c"))).isEqualTo("ab");
    assertThat(user(attempt("a", "bc"))).isEqualTo("a");
    assertThat(attempt("a", "c")).isEqualTo(new LoginOutcome.Refused());
  }

  @Test
  void aLoginIsRememberedForItsTimeAndNoLonger() {
    logins = logins(remembering(Duration.ofMinutes(10), 100));
    attempt("bob", "secret");

    clock.advance(Duration.ofMinutes(10).minusNanos(1));
    attempt("bob", "secret");
    assertThat(realm.verifications).hasValue(1);

    clock.advance(Duration.ofNanos(1));
    attempt("bob", "secret");
    assertThat(realm.verifications).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({"PT1M, PT10M, PT1M", "PT10M, PT1M, PT1M"})
  void theShorterOfTheRealmsTimeAndTheConfiguredOneCounts(
      Duration realmsTime, Duration configured, Duration remembered) {
    logins = logins(remembering(configured, 100));
    realm.rememberFor = realmsTime;
    attempt("bob", "secret");

    clock.advance(remembered.minusNanos(1));
    attempt("bob", "secret");
    assertThat(realm.verifications).hasValue(1);

    clock.advance(Duration.ofNanos(1));
    attempt("bob", "secret");
    assertThat(realm.verifications).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT10M", "PT10M, PT0S"})
  void noTimeMeansEveryRequestIsVerified(Duration realmsTime, Duration configured) {
    logins = logins(remembering(configured, 100));
    realm.rememberFor = realmsTime;
    attempt("bob", "secret");
    attempt("bob", "secret");

    assertThat(realm.verifications).hasValue(2);
  }

  @Test
  void manyRequestsOfOneUserAtOnceCostOneVerification() throws Exception {
    realm.gate = new CountDownLatch(1);
    List<Future<LoginOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      outcomes.add(threads.submit(() -> attempt("bob", "secret")));
    }
    awaitUntil(() -> realm.atOnce.get() == 1);
    realm.gate.countDown();

    for (Future<LoginOutcome> outcome : outcomes) {
      assertThat(outcome.get()).isInstanceOf(LoginOutcome.Admitted.class);
    }
    assertThat(realm.verifications).hasValue(1);
  }

  @Test
  void aNameThatIsTriedWithThePasswordSomebodyIsUsingSharesNothing() throws Exception {
    realm.gate = new CountDownLatch(1);
    logins = logins(checking(2, 10, Duration.ofMinutes(1)));
    Future<LoginOutcome> bob = threads.submit(() -> attempt("bob", "secret"));
    Future<LoginOutcome> eve = threads.submit(() -> attempt("eve", "secret"));

    awaitUntil(() -> realm.atOnce.get() == 2);
    realm.gate.countDown();
    assertThat(bob.get()).isInstanceOf(LoginOutcome.Admitted.class);
    assertThat(eve.get()).isEqualTo(new LoginOutcome.Refused());
  }

  @Test
  void onlySoManyAreVerifiedAtOnceAndTheOthersWait() throws Exception {
    logins = logins(checking(2, 100, Duration.ofMinutes(1)));
    realm.gate = new CountDownLatch(1);
    List<Future<LoginOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String password = "wrong " + i;
      outcomes.add(threads.submit(() -> attempt("bob", password)));
    }
    awaitUntil(() -> realm.atOnce.get() == 2);
    realm.gate.countDown();

    for (Future<LoginOutcome> outcome : outcomes) {
      assertThat(outcome.get()).isEqualTo(new LoginOutcome.Refused());
    }
    assertThat(realm.verifications).hasValue(20);
    assertThat(realm.mostAtOnce).hasValue(2);
  }

  @Test
  void whoIsVerifiedAlreadyDoesNotWaitForTheFlood() throws Exception {
    logins = logins(checking(1, 100, Duration.ofMinutes(1)));
    attempt("bob", "secret");
    realm.gate = new CountDownLatch(1);
    Future<LoginOutcome> flood = threads.submit(() -> attempt("bob", "wrong"));
    awaitUntil(() -> realm.atOnce.get() == 1);

    assertThat(attempt("bob", "secret")).isInstanceOf(LoginOutcome.Admitted.class);
    assertThat(flood).isNotDone();
    realm.gate.countDown();
    assertThat(flood.get()).isEqualTo(new LoginOutcome.Refused());
  }

  @Test
  void whoWaitsTooLongIsToldToComeBack() throws Exception {
    logins = logins(checking(1, 100, Duration.ofMillis(1)));
    realm.gate = new CountDownLatch(1);
    Future<LoginOutcome> first = threads.submit(() -> attempt("bob", "secret"));
    awaitUntil(() -> realm.atOnce.get() == 1);

    assertThat(attempt("eve", "secret"))
        .isInstanceOfSatisfying(
            LoginOutcome.Unavailable.class, busy -> assertThat(busy.why()).contains("Too many"));
    realm.gate.countDown();
    assertThat(first.get()).isInstanceOf(LoginOutcome.Admitted.class);
  }

  @Test
  void beyondTheQueueNobodyWaits() throws Exception {
    logins = logins(checking(1, 0, Duration.ofHours(1)));
    realm.gate = new CountDownLatch(1);
    Future<LoginOutcome> first = threads.submit(() -> attempt("bob", "secret"));
    awaitUntil(() -> realm.atOnce.get() == 1);

    assertThat(attempt("eve", "secret")).isInstanceOf(LoginOutcome.Unavailable.class);
    realm.gate.countDown();
    assertThat(first.get()).isInstanceOf(LoginOutcome.Admitted.class);
    assertThat(attempt("eve", "secret")).isEqualTo(new LoginOutcome.Refused());
  }

  @Test
  void aRealmThatFailsLetsNobodyInAndIsAskedAgain() {
    CredentialRealm failing =
        credentials -> {
          realm.verifications.incrementAndGet();
          throw new IllegalStateException("out of order");
        };
    logins = new Logins(failing, VerificationPolicy.DEFAULT, NO_LOCKOUT, clock);

    try (CapturedLog log = new CapturedLog(Logins.class)) {
      assertThat(attempt("bob", "secret"))
          .isEqualTo(new LoginOutcome.Unavailable(new Verdict.Unavailable().why()));
      assertThat(attempt("bob", "secret")).isInstanceOf(LoginOutcome.Unavailable.class);
      assertThat(log.lines())
          .hasSize(2)
          .containsOnly("SEVERE A realm failed, and nobody gets in by it.");
    }
    assertThat(realm.verifications).hasValue(2);
  }

  @Test
  void aTokenIsRememberedLikeAPasswordAndIsNotTakenForOne() {
    Credentials token = new Credentials.Token("bearer", "abc");

    assertThat(user(logins.attempt(token, HOME))).isEqualTo("of abc");
    assertThat(user(logins.attempt(token, HOME))).isEqualTo("of abc");
    assertThat(user(logins.attempt(new Credentials.Token("bearer", "abd"), HOME)))
        .isEqualTo("of abd");
    assertThat(realm.verifications).hasValue(2);
  }

  private LoginOutcome attempt(String user, String password) {
    return logins.attempt(new Credentials.Password(user, password), HOME);
  }

  private static String user(LoginOutcome outcome) {
    return ((LoginOutcome.Admitted) outcome).verdict().user();
  }

  private static VerificationPolicy remembering(Duration time, int atMost) {
    return new VerificationPolicy(time, atMost, 1, 10, Duration.ofMinutes(1));
  }

  private static VerificationPolicy checking(int atOnce, int waiting, Duration patience) {
    return new VerificationPolicy(Duration.ofMinutes(10), 100, atOnce, waiting, patience);
  }

  private static void awaitUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
