package dev.gatekeeper.auth.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob",
        "Bob of the lab",
        "bob@example.org",
        "-bob",
        "bob#1",
        "$bob",
        "{bob}",
        "\u6f22\u5b57",
        "e\u0301",
        "\ud83d\udd11"
      })
  void aNameMayHaveWhatIsReadInOneWay(String name) {
    assertThat(NameRule.violationBy(name)).isNull();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void aNameThatTwoReadersMightTakeDifferentlyIsRefused(String name, String violation) {
    assertThat(NameRule.violationBy(name)).isEqualTo(violation);
    assertThat(NameRule.violationAmongOthersBy(name)).isEqualTo(violation);
  }

  static Stream<Arguments> aNameThatTwoReadersMightTakeDifferentlyIsRefused() {
    return Stream.of(
        arguments("", "is empty"),
        arguments("bo\nb", "has a control character"),
        arguments("bob\r", "has a control character"),
        arguments("bo\0b", "has a control character"),
        arguments("bob\u0085", "has a control character"),
        arguments(" bob", "begins or ends with white space"),
        arguments("bob\u00a0", "begins or ends with white space"),
        arguments("\u3000bob", "begins or ends with white space"),
        arguments("bo:b", "has a colon"),
        arguments("#bob", "begins with '#', as a comment does"),
        arguments("\ufeffbob", "begins with a byte order mark"),
        arguments("bob\ud83d", "has half a character"),
        arguments("x".repeat(256), "is longer than 255 bytes"),
        arguments("\u00e9".repeat(128), "is longer than 255 bytes"));
  }

  @Test
  void aNameMayHave255Bytes() {
    assertThat(NameRule.violationBy("\u00e9".repeat(127) + "x")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob smith", "bob\u00a0smith", "bob\u3000smith"})
  void aNameThatStandsAmongOthersHasNoWhiteSpace(String name) {
    assertThat(NameRule.violationBy(name)).isNull();
    assertThat(NameRule.violationAmongOthersBy(name))
        .isEqualTo("has white space, which divides names in a group file");
  }

  @Test
  void aViolationIsASentenceThatDoesNotShowTheName() {
    NameRule.require("user name", null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NameRule.require("user name", NameRule.violationBy("$apr1$:x")))
        .withMessage("The user name has a colon.");
  }
}
