package dev.gatekeeper.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** What base64 hides from a fuzzer: any bytes as name and password. */
class CredentialsFuzzTest {

  @FuzzTest
  void aPairIsReadByteForByteUnlessItIsMalformed(byte[] pair) {
    ReadCredentials read = ReadCredentials.of(pair);

    if (read.areRefused()) {
      assertThat(isWellFormed(pair)).isFalse();
      assertThat(read.problem())
          .as("a sentence that does not depend on the letters of name and password")
          .isEqualTo(ReadCredentials.of(inOtherLetters(pair)).problem());
    } else {
      assertThat(read.pair()).isEqualTo(pair);
      assertThat(read.user()).matches("[^\\p{Cc}:]+");
    }
  }

  private static boolean isWellFormed(byte[] pair) {
    String text = new String(pair, UTF_8);
    return Arrays.equals(text.getBytes(UTF_8), pair)
        && text.matches("(?s)[^\\p{Cc}:]+:.*")
        && text.substring(0, text.indexOf(':')).getBytes(UTF_8).length <= 255;
  }

  /** What is no ASCII letter stays as it is, and with it what is wrong. */
  private static byte[] inOtherLetters(byte[] text) {
    byte[] other = text.clone();
    for (int i = 0; i < other.length; i++) {
      if (Character.isLetter((int) other[i])) {
        other[i] = (byte) (other[i] ^ 0x20);
      }
    }
    return other;
  }
}
