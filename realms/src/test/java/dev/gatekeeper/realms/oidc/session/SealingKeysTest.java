package dev.gatekeeper.realms.oidc.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeysTest {

  private static final String OLD = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String NEW = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

  private final SealingKeys keys = SealingKeys.made();

  @Test
  void opensWhatItSealed() {
    assertThat(keys.open("p", keys.seal("p", "Zoë"))).contains("Zoë");
  }

  @Test
  void sealsTheSameTextDifferentlyEachTime() {
    assertThat(keys.seal("p", "x")).isNotEqualTo(keys.seal("p", "x"));
  }

  @Test
  void opensNothingThatIsSealedForAnotherPurpose() {
    assertThat(keys.open("other", keys.seal("p", "x"))).isEmpty();
  }

  @Test
  void opensNothingOfAnotherProcess() {
    assertThat(SealingKeys.made().open("p", keys.seal("p", "x"))).isEmpty();
  }

  @Test
  void opensNothingOfWhichOneBitHasChanged() {
    byte[] sealed = Base64.getUrlDecoder().decode(keys.seal("p", "text"));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(keys.open("p", Base64.getUrlEncoder().encodeToString(changed))).isEmpty();
    }
  }

  @Test
  void opensNothingThatWasCut() {
    String sealed = keys.seal("p", "text");
    for (int length = 0; length < sealed.length(); length++) {
      assertThat(keys.open("p", sealed.substring(0, length))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "a b", "AAAA", "ÿÿÿÿ", "..", "="})
  void opensNothingElse(String text) {
    assertThat(keys.open("p", text)).isEmpty();
  }

  @Test
  void keysOfAFileOpenWhatTheirLikeHaveSealed() {
    assertThat(parse(OLD + "\n").open("p", parse(OLD).seal("p", "x"))).contains("x");
    assertThat(SealingKeys.parse(new byte[32]).open("p", parse(OLD).seal("p", "x"))).contains("x");
  }

  @Test
  void firstKeySealsAndAllOpen() {
    SealingKeys both = parse(NEW + "\n\n" + OLD + "\n");

    assertThat(both.open("p", parse(OLD).seal("p", "x"))).contains("x");
    assertThat(parse(NEW).open("p", both.seal("p", "x"))).contains("x");
    assertThat(parse(OLD).open("p", both.seal("p", "x"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "secret", "AAAA", "c2VjcmV0c2VjcmV0c2VjcmV0", OLD_AND_WORSE})
  void unusableFileIsRefusedWithoutAKeyInTheMessage(String file) {
    assertThatThrownBy(() -> parse(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openssl rand -base64 32")
        .hasNoCause()
        .message()
        .doesNotContain("secret")
        .doesNotContain("AAAA");
  }

  private static final String OLD_AND_WORSE = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\nAAAA";

  private static SealingKeys parse(String file) {
    return SealingKeys.parse(file.getBytes(UTF_8));
  }
}
