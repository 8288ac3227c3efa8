package dev.gatekeeper.auth.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code openssl passwd} hashes; here and by {@code htpasswd -v} it is verified. */
class OpensslDifferentialTest {

  private static final long SEED = 20_260_102;

  private final Path folder;

  OpensslDifferentialTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void needsOpensslAndHtpasswd() throws InterruptedException {
    RealProgram.require("openssl", "openssl");
    RealHtpasswd.require();
  }

  @ParameterizedTest(name = "openssl passwd {0}")
  @CsvSource({
    "-1,                                    200",
    "-1 -salt a,                            40",
    "-1 -salt ./09AZaz,                     40",
    "-apr1,                                 200",
    "-apr1 -salt a,                         40",
    "-5,                                    20",
    "-5 -salt ./,                           20",
    "-5 -salt rounds=1000$0123456789abcdef, 200",
    "-5 -salt rounds=4321$.,                20",
    "-6,                                    20",
    "-6 -salt ./,                           20",
    "-6 -salt rounds=1000$0123456789abcdef, 200",
    "-6 -salt rounds=4321$.,                20",
  })
  void opensslAndHtpasswdAgreeWithUsAboutRightWrongAndMutatedPasswords(String options, int users)
      throws Exception {
    Random random = new Random(SEED);
    List<Login> right =
        Login.random(random, users).stream().filter(login -> !login.password().isEmpty()).toList();
    List<Login> mutated = right.stream().map(login -> login.withMutatedPassword(random)).toList();
    List<String> hashes = opensslHashes(right, options);
    Path file = write(right, hashes);
    List<Boolean> verdicts = RealHtpasswd.verify(file, mutated);

    assertThat(hashes).hasSameSizeAs(right).hasSizeGreaterThan(users / 2);
    assertThat(RealHtpasswd.verify(file, right)).containsOnly(true);
    for (int i = 0; i < right.size(); i++) {
      PasswordHash hash = PasswordHash.parse(hashes.get(i), HashPolicy.DEFAULT);
      String circumstances = right.get(i) + ", " + mutated.get(i) + ", " + hashes.get(i);
      assertThat(hash.matches(right.get(i).password())).as(circumstances).isTrue();
      assertThat(hash.matches(right.get(i).withWrongPassword().password()))
          .as(circumstances)
          .isFalse();
      assertThat(hash.matches(mutated.get(i).password()))
          .as(circumstances)
          .isEqualTo(verdicts.get(i));
    }
  }

  private static List<String> opensslHashes(List<Login> logins, String options) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl", "passwd", "-stdin"));
    command.addAll(List.of(options.split(" ")));
    return RealProgram.run(command, logins.stream().map(Login::password).toList());
  }

  private Path write(List<Login> logins, List<String> hashes) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < logins.size(); i++) {
      lines.add(logins.get(i).user() + ":" + hashes.get(i));
    }
    return Files.write(folder.resolve("htpasswd"), lines);
  }
}
