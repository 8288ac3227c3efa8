package dev.gatekeeper.auth.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Apache's own {@code htpasswd} hashes, and what it wrote is verified here; then both are asked
 * about passwords that differ somewhere.
 */
class HtpasswdDifferentialTest {

  private static final long SEED = 20_260_101;

  private final Path file;

  HtpasswdDifferentialTest(@TempDir Path folder) {
    file = folder.resolve("htpasswd");
  }

  @BeforeAll
  static void needsHtpasswd() throws InterruptedException {
    RealHtpasswd.require();
  }

  @ParameterizedTest(name = "htpasswd {0}")
  @CsvSource({
    "-B -C 4,    200",
    "-m,         200",
    "-2 -r 1000, 200",
    "-2,         20",
    "-5 -r 1234, 200",
    "-5,         20",
    "-s,         200",
    "-d,         200",
  })
  void everyPasswordThatHtpasswdHashedIsRightAndAWrongOneIsNot(String options, int users)
      throws Exception {
    List<Login> logins = Login.random(new Random(SEED), users);
    List<String> lines = RealHtpasswd.hash(logins, List.of(options.split(" ")));

    assertThat(lines).hasSize(users);
    for (int i = 0; i < users; i++) {
      Login login = logins.get(i);
      PasswordHash hash = hashIn(lines.get(i), login);
      assertThat(hash.matches(login.password())).as("%s, %s", login, lines.get(i)).isTrue();
      Login wrong = login.withWrongPassword();
      assertThat(hash.matches(wrong.password())).as("%s, %s", wrong, lines.get(i)).isFalse();
    }
  }

  /** The bcrypt prefixes, and which bytes count: 72 of bcrypt's, 8 times 7 bits of DES's. */
  @ParameterizedTest(name = "htpasswd {0}, prefix {1}")
  @CsvSource({
    "-B -C 4, $2y$",
    "-B -C 4, $2b$",
    "-B -C 4, $2a$",
    "-m, $apr1$",
    "-2 -r 1000, $5$",
    "-5 -r 1000, $6$",
    "-s, {SHA}",
    "-d, ''",
  })
  void htpasswdAgreesAboutEveryMutatedPassword(String options, String prefix) throws Exception {
    Random random = new Random(SEED);
    List<Login> logins = Login.random(random, 100);
    List<String> lines =
        RealHtpasswd.hash(logins, List.of(options.split(" "))).stream()
            .map(line -> line.replace(":$2y$", ":" + prefix))
            .toList();
    assertThat(lines).hasSize(100).allMatch(line -> line.contains(":" + prefix));
    Files.write(file, lines);

    List<Login> mutated = logins.stream().map(login -> login.withMutatedPassword(random)).toList();
    List<Boolean> verdicts = RealHtpasswd.verify(file, mutated);

    assertThat(verdicts).hasSize(100).contains(true, false);
    for (int i = 0; i < 100; i++) {
      Login login = mutated.get(i);
      assertThat(hashIn(lines.get(i), login).matches(login.password()))
          .as("%s, %s", login, lines.get(i))
          .isEqualTo(verdicts.get(i));
    }
  }

  private static PasswordHash hashIn(String line, Login login) throws UnusableHashException {
    assertThat(line).startsWith(login.user() + ":");
    return PasswordHash.parse(line.substring(login.user().length() + 1), HashPolicy.DEFAULT);
  }
}
