package dev.gatekeeper.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What depends on the moment, and how much is kept. When one is locked out is in LockoutTest. */
class AttemptsTest {

  private final Fingerprints fingerprints = new Fingerprints();

  @Test
  void ofManyWrongPasswordsTheLatestAreKnownAndAllAreCounted() {
    Attempts attempts =
        IntStream.range(0, 1_000)
            .mapToObj(i -> fingerprints.of("guess " + i))
            .reduce(
                Attempts.NONE,
                (known, guess) -> known.endWrong(new Attempt(guess), 0),
                (one, other) -> other);

    assertThat(attempts.wrong()).isEqualTo(1_000);
    assertThat(attempts.lastWrong())
        .hasSize(32)
        .contains(fingerprints.of("guess 999"))
        .doesNotContain(fingerprints.of("guess 0"));
  }

  @Test
  void whileGuessesRunUpToTheNumberThatLocksOutOnlyRepeatsOfThemMayRunToo() {
    LockoutPolicy three =
        new LockoutPolicy(3, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofHours(1), 1);
    Attempt repeat = attempt("wrong");
    Attempt twin = attempt("guess 1");
    Attempt further = attempt("guess 3");
    Attempts running =
        Attempts.NONE
            .endWrong(attempt("wrong"), 0)
            .begin(attempt("guess 1"), 0, three)
            .begin(attempt("guess 2"), 0, three);

    assertThat(running.begin(repeat, 0, three).isRunning(repeat)).isTrue();
    assertThat(running.begin(twin, 0, three).isRunning(twin)).isTrue();
    assertThat(running.begin(further, 0, three).isRunning(further)).isFalse();
  }

  private Attempt attempt(String password) {
    return new Attempt(fingerprints.of(password));
  }
}
