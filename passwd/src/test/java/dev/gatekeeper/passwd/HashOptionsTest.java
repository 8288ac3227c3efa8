package dev.gatekeeper.passwd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HashOptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"16", "17"})
  void aCostThatTheGatekeeperDoesNotReadByItselfIsAWarning(String cost) {
    assertThat(CommandLine.populateCommand(new HashOptions(), "-C", cost).warnings("s3cret"))
        .containsExactly(
            "the gatekeeper reads bcrypt costs up to 15, unless its HashPolicy allows more.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "15"})
  void aCostThatItReadsIsNone(String cost) {
    assertThat(CommandLine.populateCommand(new HashOptions(), "-C", cost).warnings("s3cret"))
        .isEmpty();
  }
}
