package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiSetTest {

  private static final AsciiSet SET = AsciiSet.LETTERS.and(AsciiSet.DIGITS).and('-').without("qQ");

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "z", "A", "Z", "0", "9", "-", "az-AZ-09"})
  void textOfItsCharactersIsRecognized(String text) {
    assertThat(SET.hasAll(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q", "Q", "`", "{", "@", "[", "/", ":", "_", "\u0000", "\u007F", "\u0080", "\u0161",
        "\uFF41", "aaa_", "_aaa"
      })
  void oneOtherCharacterIsNoticed(String text) {
    assertThat(SET.hasAll(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\u007F", "\u0000"})
  void spacesAndControlCharactersAreNotVisible(String text) {
    assertThat(AsciiSet.VISIBLE.hasAll(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "~", "a/b?c=%20"})
  void everyOtherCharacterIsVisible(String text) {
    assertThat(AsciiSet.VISIBLE.hasAll(text)).isTrue();
  }
}
