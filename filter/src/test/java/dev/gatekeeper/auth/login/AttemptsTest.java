package dev.gatekeeper.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no login shows: how much is kept. When one is locked out is in LockoutTest. */
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
}
