package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
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

  private static final String SHA256 =
      "$5$bBATNOfJHC3ZlXhT$zDOms7TXgIbcDJeUg2CE4Ar3su3nPGCUvs9YQZ6DhYB";
  private static final String SHA512 =
      "$6$rounds=1000$09sl8evbTCC312n9$tmjMGNA0J2yjjvcFWHZsX5MVRZ0TVOa3AUCRO31X3B76Y2xtgUVhT.Rb"
          + "B8BhyC2WpjtI.UJKB4cj8HnUxEQou.";

  /** Made with {@code htpasswd} of Apache httpd 2.4 and {@code openssl passwd -1}. */
  @ParameterizedTest(name = "{1}")
  @MethodSource
  void whatHtpasswdWroteIsVerified(String password, String encoded) throws Exception {
    PasswordHash hash = parse(encoded);

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
        arguments(DIGITS_100, "$apr1$b0wB1c7c$wKA4D8BTIi1/rta5luCG/."),
        arguments("s3cret pass", "8mPQ3bt96MTSI"),
        arguments("p\u00e4ssw\u00f6rd-\u2713", "jvujFJ0VMHMow"),
        arguments("", "KvgA1zL9JMlGg"),
        arguments("s3cret pass", "{SHA}ohgYgF2kkgMlRbH1HlEDczlOc+M="),
        arguments("p\u00e4ssw\u00f6rd-\u2713", "{SHA}ukgikBfkjovbhLEQVFDKVPgUwow="),
        arguments("", "{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
        arguments("s3cret pass", "{SSHA}bOZj9BgWEJbA1L7IRIUA1OR8IuYA/3NhbHQ="),
        arguments("s3cret pass", "{SSHA}bOZj9BgWEJbA1L7IRIUA1OR8IuYA/3NhbHQ"),
        arguments("p\u00e4ssw\u00f6rd-\u2713", "{SSHA}npzeFj1YbKnwI9kg3KhvoVm0DHQA/3NhbHQ="),
        arguments("", "{SSHA}uohsiOAgnN5/epNVoVwtujDckxcA/3NhbHQ="),
        arguments("s3cret pass", "{SSHA}ohgYgF2kkgMlRbH1HlEDczlOc+M="),
        arguments("s3cret pass", "$1$RZp.4X2H$5NE.0pZx3ZuhK0iI/lfIo1"),
        arguments("p\u00e4ssw\u00f6rd-\u2713", "$1$P4cIy7yh$zFjs1M7plY/ppGgI5QJFr1"),
        arguments("s3cret pass", SHA256),
        arguments("s3cret pass", SHA512));
  }

  @ParameterizedTest
  @CsvSource({
    "$2y$04$cgYwKHQAOe5Bo4RJkLIJ8eVRPwUSR/ntFooFFGK8L9vQpI7fXJqy2",
    "$2y$04$hp4SyGTnFF/C.1uzap.W.elGvQNhiK6KN42.zCUg9C5Wwdof72qN6"
  })
  void bytesPastThe72ndDoNotCountInBcryptAsWithHtpasswd(String encoded) throws Exception {
    PasswordHash hash = parse(encoded);

    assertThat(hash.matches(X72)).isTrue();
    assertThat(hash.matches(X72 + "y")).isTrue();
    assertThat(hash.matches(X72 + "z")).isTrue();
    assertThat(hash.matches(X72.substring(1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
  void theThreeSafeBcryptPrefixesMeanTheSame(String prefix) throws Exception {
    PasswordHash hash = parse(prefix + "04$" + SALT_AND_DIGEST);

    assertThat(hash.matches("s3cret pass")).isTrue();
    assertThat(hash.matches("s3cret pasS")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                | there is no hash
          *                                 | there is no hash but a mark that locks the user out
          **                                | there is no hash but a mark that locks the user out
          !                                 | there is no hash but a mark that locks the user out
          !8mPQ3bt96MTSI                    | there is no hash but a mark that locks the user out
          *0                                | there is no hash but the mark of crypt that hashing failed
          *1                                | there is no hash but the mark of crypt that hashing failed
          secret                            | the hash is of no known format
          8mPQ3bt96MTS                      | the hash is of no known format
          8mPQ3bt96MTSII                    | the hash is of no known format
          8mPQ3bt96MTS-                     | the hash is of no known format
          $APR1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1 | the hash is of no known format
          $y$j9T$abcdefgh$abcdefghabcdefgh  | the hash is of no known format
          $                                 | the hash is of no known format
          {                                 | the hash is of no known format
          {sha}W6ph5Mm5Pz8GgiULbPgzG37mj9g= | the hash is of no known format
          {CRYPT}8mPQ3bt96MTSI              | the hash is of no known format
          {PLAIN}secret                     | a password in plain text is not allowed
          {PLAIN}                           | a password in plain text is not allowed
          {SHA}                             | the {SHA} hash is not the base64 of 20 bytes
          {SHA}W6ph                         | the {SHA} hash is not the base64 of 20 bytes
          {SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g  | the {SHA} hash is not the base64 of 20 bytes
          {SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9h= | the {SHA} hash is not the base64 of 20 bytes
          {SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9== | the {SHA} hash is not the base64 of 20 bytes
          {SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9gA | the {SHA} hash is not the base64 of 20 bytes
          {SHA}W6ph5Mm5Pz8GgiULb-gzG37mj9g= | the {SHA} hash is not the base64 of 20 bytes
          {SSHA}bOZj9BgWEJbA1L7IRIUA1OR8IuY*| the {SSHA} hash is not base64
          {SSHA}bOZj9BgWEJbA1L7IRIUA1OR8IuYA/=| the {SSHA} hash is not base64
          {SSHA}                            | the {SSHA} hash has not the length of a digest of 20 bytes and a salt of up to 64
          {SSHA}bOZj9BgWEJbA1L7IRIUA1OR8Iu==| the {SSHA} hash has not the length of a digest of 20 bytes and a salt of up to 64
          $apr1$                            | the apr1 hash is cut or damaged
          $apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy | the apr1 hash is cut or damaged
          $apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy11 | the apr1 hash is cut or damaged
          $apr1$YbRH6Nsi9$73myr5IPFMq9IepdM1tUy1 | the apr1 hash is cut or damaged
          $apr1$$73myr5IPFMq9IepdM1tUy1     | the apr1 hash is cut or damaged
          $apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tU_1 | the apr1 hash is cut or damaged
          $1$                               | the MD5-crypt hash is cut or damaged
          $1$RZp.4X2H$5NE.0pZx3ZuhK0iI/lfIo | the MD5-crypt hash is cut or damaged
          $1$RZp.4X2H$5NE.0pZx3ZuhK0iI/lfIo11 | the MD5-crypt hash is cut or damaged
          $1$RZp.4X2H9$5NE.0pZx3ZuhK0iI/lfIo1 | the MD5-crypt hash is cut or damaged
          $1$$5NE.0pZx3ZuhK0iI/lfIo1        | the MD5-crypt hash is cut or damaged
          $1$RZp_4X2H$5NE.0pZx3ZuhK0iI/lfIo1 | the MD5-crypt hash is cut or damaged
          $5$                               | the SHA-crypt hash is cut or damaged
          $6$rounds=1000                    | the SHA-crypt hash is cut or damaged
          $5$rounds=1000$ab$cd              | the SHA-crypt hash is cut or damaged
          """)
  void anUnusableHashIsRefusedWhenItIsRead(String encoded, String message) {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> parse(encoded))
        .withMessage(message);
  }

  @Test
  void aShaCryptHashOfAnotherLengthIsRefusedWhenItIsRead() {
    for (String damaged :
        List.of(
            SHA256.substring(0, SHA256.length() - 1),
            SHA256 + ".",
            SHA256.replace("$5$", "$6$"),
            SHA512.substring(0, SHA512.length() - 1),
            SHA512 + ".",
            SHA512.replace("$6$", "$5$"),
            SHA256.replace("bBATNOfJHC3ZlXhT", "bBATNOfJHC3ZlXhTx"),
            SHA256.replace("bBATNOfJHC3ZlXhT", ""),
            SHA256.replace("bBATNOfJHC3ZlXhT", "b_T"))) {
      assertThatExceptionOfType(UnusableHashException.class)
          .as(damaged)
          .isThrownBy(() -> parse(damaged))
          .withMessage("the SHA-crypt hash is cut or damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "999",
        "0",
        "",
        "-1000",
        "+1000",
        " 1000",
        "01000",
        "1e6",
        "\u0661\u0660\u0660\u0660",
        "1000001",
        "999999999",
        "1000000000",
        "4294968296",
        "18446744073709552616",
        "99999999999999999999999999"
      })
  void roundsThatAreNoPlainNumberOrOutOfRangeAreRefusedWhenTheyAreRead(String rounds) {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> parse(SHA512.replace("rounds=1000", "rounds=" + rounds)))
        .withMessage("the SHA-crypt rounds are no number from 1000 to 1000000");
  }

  @Test
  void theRoundsThatAHashDoesNotNameCountToo() {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(
            () -> PasswordHash.parse(SHA256, HashPolicy.DEFAULT.withMaxShaCryptRounds(4_999)))
        .withMessage("the SHA-crypt rounds are no number from 1000 to 4999");
  }

  @Test
  void bcryptCostsUpToTheCeilingAreRead() throws Exception {
    assertThat(
            PasswordHash.parse(
                "$2y$30$" + SALT_AND_DIGEST, HashPolicy.DEFAULT.withMaxBcryptCost(30)))
        .isNotNull();
    assertThat(parse("$2y$15$" + SALT_AND_DIGEST)).isNotNull();
  }

  @Test
  void shaCryptRoundsUpToTheCeilingAreVerified() throws Exception {
    PasswordHash hash =
        parse("$5$rounds=1000000$I3X/F7lgCcrp11EK$/4JI.ZnslJ9CkQjZDurYQSN4VyLzY/RdKC0uUZDHoiC");

    assertThat(hash.matches("s3cret pass")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_024, 4_096, 4_097, 100_000})
  void aLongPasswordIsWrongAndNoFault(int length) throws Exception {
    String password = "x".repeat(length);
    for (String encoded :
        List.of(
            SHA512,
            SHA256,
            "$2y$04$" + SALT_AND_DIGEST,
            "$apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1",
            "$1$RZp.4X2H$5NE.0pZx3ZuhK0iI/lfIo1",
            "8mPQ3bt96MTSI",
            "{SHA}ohgYgF2kkgMlRbH1HlEDczlOc+M=",
            "{SSHA}bOZj9BgWEJbA1L7IRIUA1OR8IuYA/3NhbHQ=")) {
      assertThat(parse(encoded).matches(password)).as(encoded).isFalse();
    }
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
          $2y$4$  | the bcrypt hash is cut or damaged
          $2y$-4$ | the bcrypt hash is cut or damaged
          $2y$004$ | the bcrypt hash is cut or damaged
          $2x$04$ | the bcrypt variant $2x$ is unsafe: its maker mixed up bytes above 127
          $2$04$  | the bcrypt variant $2$ is unsafe: its maker repeated short passwords
          $2z$04$ | the bcrypt hash is cut or damaged
          $2Y$04$ | the bcrypt hash is cut or damaged
          $2y$04  | the bcrypt hash is cut or damaged
          """)
  void aBcryptHashOfUnsafeVariantOrCostIsRefusedWhenItIsRead(String prefix, String message) {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> parse(prefix + SALT_AND_DIGEST))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 22, 52})
  void aBcryptHashThatIsCutIsRefusedWhenItIsRead(int length) {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> parse("$2y$04$" + SALT_AND_DIGEST.substring(0, length)))
        .withMessage("the bcrypt hash is cut or damaged");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 64})
  void aSaltOfSshaMayBeLong(int length) throws Exception {
    PasswordHash hash = parse(ssha("s3cret", length));

    assertThat(hash.matches("s3cret")).isTrue();
    assertThat(hash.matches("s3creT")).isFalse();
  }

  @Test
  void aSaltOfSshaHasABound() {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> parse(ssha("s3cret", 65)));
  }

  private static String ssha(String password, int saltBytes) {
    byte[] salt = new byte[saltBytes];
    new Random(saltBytes).nextBytes(salt);
    MessageDigest sha1 = DigestUtils.getSha1Digest();
    sha1.update(password.getBytes(UTF_8));
    byte[] digest = sha1.digest(salt);
    byte[] both = Arrays.copyOf(digest, digest.length + saltBytes);
    System.arraycopy(salt, 0, both, digest.length, saltBytes);
    return "{SSHA}" + Base64.getEncoder().encodeToString(both);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "{PLAIN}secret"})
  void plainTextCountsWhereThePolicyAllowsIt(String encoded) throws Exception {
    PasswordHash text = PasswordHash.parse(encoded, HashPolicy.DEFAULT.withPlainText());

    assertThat(text.matches("secret")).isTrue();
    assertThat(text.matches("secreT")).isFalse();
    assertThat(text.matches("secre")).isFalse();
    assertThat(text.matches("secrets")).isFalse();
    assertThat(text.matches("")).isFalse();
    assertThat(text.matches(encoded + " ")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8mPQ3bt96MTSI", "$apr1$cut", "{SHA}cut", "*", "!", "p\u00e4ss \u2713"})
  void afterPlainAnyTextIsAPassword(String password) throws Exception {
    PasswordHash text =
        PasswordHash.parse("{PLAIN}" + password, HashPolicy.DEFAULT.withPlainText());

    assertThat(text.matches(password)).isTrue();
    assertThat(text.matches("s3cret pass")).isFalse();
  }

  @Test
  void bareTextOfTheShapeOfADesCryptHashIsOne() throws Exception {
    PasswordHash hash = PasswordHash.parse("8mPQ3bt96MTSI", HashPolicy.DEFAULT.withPlainText());

    assertThat(hash.matches("8mPQ3bt96MTSI")).isFalse();
    assertThat(hash.matches("s3cret pass")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy",
        "$2y$04$MWcjdz6TyfxIAKAoi",
        "$2x$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga",
        "$2y$31$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga",
        "$y$j9T$abcdefgh$abcdefghabcdefgh",
        "{SHA}W6ph",
        "{MD5}W6ph",
        "{PLAIN}",
        "*",
        "*0",
        "!",
        "!secret"
      })
  void aDamagedHashIsNoPasswordEvenWherePlainTextIsAllowed(String encoded) {
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> PasswordHash.parse(encoded, HashPolicy.DEFAULT.withPlainText()));
  }

  /** Hashes of {@code a}; bcrypt and DES crypt would take the NUL for the end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2y$04$aT1dwwHk5QX/SQqOKrVsDOXdzXjJ5fmNcCndCohthDIp3TQGNGbI.",
        "67pLjytRnbUd2",
      })
  void aNulDoesNotEndThePassword(String encoded) throws Exception {
    PasswordHash hash = parse(encoded);

    assertThat(hash.matches("a")).isTrue();
    assertThat(hash.matches("a\0a")).isFalse();
    assertThat(hash.matches("a\0")).isFalse();
    assertThat(hash.matches("a\0b")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "$2y$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga, BcryptHash",
    "$apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1, Apr1Hash",
    "$1$RZp.4X2H$5NE.0pZx3ZuhK0iI/lfIo1, Md5CryptHash",
    "8mPQ3bt96MTSI, DesCryptHash",
    "{SHA}ohgYgF2kkgMlRbH1HlEDczlOc+M=, ShaHash",
    "{SSHA}bOZj9BgWEJbA1L7IRIUA1OR8IuYA/3NhbHQ=, SshaHash",
    "{PLAIN}secret, PlainTextPassword",
  })
  void theTextOfAHashIsTheNameOfItsFormat(String encoded, String name) throws Exception {
    assertThat(PasswordHash.parse(encoded, HashPolicy.DEFAULT.withPlainText())).hasToString(name);
    assertThat(parse(SHA256)).hasToString("ShaCryptHash");
  }

  private static PasswordHash parse(String encoded) throws UnusableHashException {
    return PasswordHash.parse(encoded, HashPolicy.DEFAULT);
  }
}
