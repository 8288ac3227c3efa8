package dev.gatekeeper.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          MLflow Login | MLflow Login
          say "hi"     | say \\"hi\\"
          back\\slash  | back\\\\slash
          \\"          | \\\\\\"
          ` `          | ` `
          ~            | ~
          """)
  void theRealmIsAQuotedString(String realmName, String quoted) {
    assertThat(new Challenge(realmName).headerValue(Set.of("basic")))
        .isEqualTo("Basic realm=\"" + quoted + "\", charset=\"UTF-8\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "caf\u00e9", "a\tb", "a\r\nX: y", "a\0", "a\u007f", "\u20ac"})
  void aRealmThatIsNotPrintableAsciiIsRefused(String realmName) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Challenge(realmName))
        .withMessage("the realm's name must be printable ASCII and not empty");
  }

  @Test
  void eachSchemeHasItsChallengeAndBasicComesFirst() {
    assertThat(new Challenge("Lab").headerValue(Set.of("apikey", "bearer", "basic")))
        .isEqualTo(
            "Basic realm=\"Lab\", charset=\"UTF-8\", Apikey realm=\"Lab\", Bearer realm=\"Lab\"");
  }
}
