package dev.gatekeeper.auth.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {

  private static final long SEED = 20_260_103;

  static Stream<Arguments> hashers() {
    return Stream.of(
        arguments("bcrypt", PasswordHasher.bcrypt(4), "\\$2y\\$04\\$.{53}"),
        arguments("apr1", PasswordHasher.apr1(), "\\$apr1\\$[^$]{8}\\$.{22}"),
        arguments("sha256", PasswordHasher.sha256Crypt(5000), "\\$5\\$[^$]{16}\\$.{43}"),
        arguments(
            "sha256 with rounds",
            PasswordHasher.sha256Crypt(1000),
            "\\$5\\$rounds=1000\\$[^$]{16}\\$.{43}"),
        arguments("sha512", PasswordHasher.sha512Crypt(5000), "\\$6\\$[^$]{16}\\$.{86}"),
        arguments(
            "sha512 with rounds",
            PasswordHasher.sha512Crypt(1234),
            "\\$6\\$rounds=1234\\$[^$]{16}\\$.{86}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hashers")
  void htpasswdVerifiesWhatIsMade(
      String name, PasswordHasher hasher, String format, @TempDir Path folder) throws Exception {
    RealHtpasswd.require();
    List<Login> logins = Login.random(new Random(SEED), 50);
    List<String> lines = new ArrayList<>();
    for (Login login : logins) {
      lines.add(login.user() + ":" + hasher.hash(login.password()));
    }
    Path file = Files.write(folder.resolve("htpasswd"), lines);

    assertThat(RealHtpasswd.verify(file, logins)).hasSize(50).containsOnly(true);
    assertThat(RealHtpasswd.verify(file, logins.stream().map(Login::withWrongPassword).toList()))
        .containsOnly(false);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hashers")
  void whatIsMadeIsOfItsFormatAndReadHere(String name, PasswordHasher hasher, String format)
      throws Exception {
    String encoded = hasher.hash("s3cret \u2713");

    assertThat(encoded).matches(format);
    PasswordHash hash = PasswordHash.parse(encoded, HashPolicy.DEFAULT);
    assertThat(hash.matches("s3cret \u2713")).isTrue();
    assertThat(hash.matches("s3cret ?")).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hashers")
  void eachHashHasASaltOfItsOwn(String name, PasswordHasher hasher, String format) {
    Set<String> hashes = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      hashes.add(hasher.hash("s3cret"));
    }

    assertThat(hashes).hasSize(20);
  }

  @Test
  void theCostOfBcryptIs10UnlessToldOtherwise() {
    assertThat(PasswordHasher.bcrypt().hash("s3cret")).startsWith("$2y$10$");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hashers")
  void aPasswordWithNulIsRefused(String name, PasswordHasher hasher, String format) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hasher.hash("s3cret\0tail"))
        .withMessage("The password has a NUL character.");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 3, 31, Integer.MAX_VALUE})
  void aCostThatBcryptDoesNotHaveIsRefused(int cost) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordHasher.bcrypt(cost))
        .withMessage("The bcrypt cost is " + cost + "; it must be from 4 to 30.");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 999, 1_000_001})
  void roundsThatShaCryptDoesNotHaveAreRefused(int rounds) {
    String message =
        "The number of SHA-crypt rounds is %d; it must be from 1000 to 1000000.".formatted(rounds);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordHasher.sha256Crypt(rounds))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordHasher.sha512Crypt(rounds))
        .withMessage(message);
  }
}
