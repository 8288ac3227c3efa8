package dev.gatekeeper.auth.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  private static final String X72 = "x".repeat(72);
  private static final String DIGITS_100 = "0123456789".repeat(10);
  private static final String SALT_AND_DIGEST =
      "MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga";

  /** Made with {@code htpasswd -nbB -C 4} and {@code htpasswd -nbm} of Apache httpd 2.4. */
  @ParameterizedTest(name = "{1}")
  @MethodSource
  void whatHtpasswdWroteIsVerified(String password, String encoded) throws Exception {
    PasswordHash hash = PasswordHash.parse(encoded);

    assertThat(hash.matches(password)).isTrue();
    assertThat(hash.matches("!" + password)).isFalse();
    assertThat(hash.matches(password.isEmpty() ? " " : "")).isFalse();
  }

  static Stream<Arguments> whatHtpasswdWroteIsVerified() {
    return Stream.of(
        arguments("s3cret pass", "$2y$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga"),
        arguments("s3cret pass", "$apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1"),
        arguments(
            "p\u00e4ssw\u00f6rd-\u2713",
            "$2y$04$lyeJH8dgUzIeJjuRnTCwjOvO9yabWh0tV9cC2dOY3e7o1qMOoxf.a"),
        arguments("p\u00e4ssw\u00f6rd-\u2713", "$apr1$poDuph0Y$MzHVdf.l7/WX7VKjZXLC2/"),
        arguments("", "$2y$04$mABQW5YDv3FLQc6w9a15k.rSdQDh4QS7Syz.LZ2jx.kQcuz5noIOK"),
        arguments("", "$apr1$VJw.nARI$3mva9pOj48o82DrERHSdx/"),
        arguments("a:b:c", "$2y$04$mPK23vVE.n8Ax9OckZM4lOh9DNPMzr06foKgONr5L7f5hnPPFBfRK"),
        arguments("a:b:c", "$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi."),
        arguments(X72, "$apr1$meO3P6dk$NQvW6tZSekgpfXY4mUKVm1"),
        arguments(X72 + "y", "$apr1$PVVKTVwT$mVoBte7niCB1x8g3rSNLc."),
        arguments(DIGITS_100, "$2y$04$nkTCyo9Gq4G4kQEIJm18ner4xqXPxUQ2pr6CwLFxdz3pk6Pj3Tmmi"),
        arguments(DIGITS_100, "$apr1$b0wB1c7c$wKA4D8BTIi1/rta5luCG/."));
  }

  @ParameterizedTest
  @CsvSource({
    "$2y$04$cgYwKHQAOe5Bo4RJkLIJ8eVRPwUSR/ntFooFFGK8L9vQpI7fXJqy2",
    "$2y$04$hp4SyGTnFF/C.1uzap.W.elGvQNhiK6KN42.zCUg9C5Wwdof72qN6"
  })
  void bytesPastThe72ndDoNotCountInBcryptAsWithHtpasswd(String encoded) throws Exception {
    PasswordHash hash = PasswordHash.parse(encoded);

    assertThat(hash.matches(X72)).isTrue();
    assertThat(hash.matches(X72 + "y")).isTrue();
    assertThat(hash.matches(X72 + "z")).isTrue();
    assertThat(hash.matches(X72.substring(1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
  void theThreeSafeBcryptPrefixesMeanTheSame(String prefix) throws Exception {
    PasswordHash hash = PasswordHash.parse(prefix + "04$" + SALT_AND_DIGEST);

    assertThat(hash.matches("s3cret pass")).isTrue();
    assertThat(hash.matches("s3cret pasS")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                | there is no hash
          *                                 | the hash is of no known format
          !                                 | the hash is of no known format
          *0                                | the hash is of no known format
          secret                            | the hash is of no known format
          {SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g= | the hash is of no known format
          {SHA}W6ph                         | the hash is of no known format
          $1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1 | the hash is of no known format
          $5$rounds=999999999$ab$cd         | the hash is of no known format
          $APR1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1 | the hash is of no known format
          $apr1$                            | the apr1 hash is cut or damaged
          $apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy | the apr1 hash is cut or damaged
          $apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy11 | the apr1 hash is cut or damaged
          $apr1$YbRH6Nsi9$73myr5IPFMq9IepdM1tUy1 | the apr1 hash is cut or damaged
          $apr1$$73myr5IPFMq9IepdM1tUy1     | the apr1 hash is cut or damaged
          $apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tU_1 | the apr1 hash is cut or damaged
          """)
  void anUnusableHashIsRefusedWhenItIsRead(String encoded, String message) {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> PasswordHash.parse(encoded))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $2y$03$ | the bcrypt cost 3 is not from 4 to 15
          $2y$00$ | the bcrypt cost 0 is not from 4 to 15
          $2y$16$ | the bcrypt cost 16 is not from 4 to 15
          $2y$31$ | the bcrypt cost 31 is not from 4 to 15
          $2y$99$ | the bcrypt cost 99 is not from 4 to 15
          $2y$4$  | the bcrypt hash is cut, damaged or of an unsafe variant
          $2y$-4$ | the bcrypt hash is cut, damaged or of an unsafe variant
          $2x$04$ | the bcrypt hash is cut, damaged or of an unsafe variant
          $2$04$  | the bcrypt hash is cut, damaged or of an unsafe variant
          $2z$04$ | the bcrypt hash is cut, damaged or of an unsafe variant
          $2Y$04$ | the bcrypt hash is cut, damaged or of an unsafe variant
          $2y$04  | the bcrypt hash is cut, damaged or of an unsafe variant
          """)
  void aBcryptHashOfUnsafeVariantOrCostIsRefusedWhenItIsRead(String prefix, String message) {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> PasswordHash.parse(prefix + SALT_AND_DIGEST))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 22, 52})
  void aBcryptHashThatIsCutIsRefusedWhenItIsRead(int length) {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> PasswordHash.parse("$2y$04$" + SALT_AND_DIGEST.substring(0, length)))
        .withMessage("the bcrypt hash is cut, damaged or of an unsafe variant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2y$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga",
        "$apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1"
      })
  void theTextOfAHashIsTheNameOfItsFormat(String encoded) throws Exception {
    assertThat(PasswordHash.parse(encoded).toString()).isIn("BcryptHash", "Apr1Hash");
  }
}
