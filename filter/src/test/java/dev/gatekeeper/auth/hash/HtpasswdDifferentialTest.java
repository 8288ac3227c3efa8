package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Apache's own {@code htpasswd} hashes, and what it wrote is verified here. */
class HtpasswdDifferentialTest {

  private static final long SEED = 20_260_101;
  private static final int ROUNDS = 40;
  private static final int MAX_PASSWORD_BYTES = 100;

  /** The arguments of a process are in the platform's charset, so the names keep to ASCII. */
  private static final List<String> USER_ALPHABET =
      List.of("a", "Z", "0", "-", "_", ".", "@", " ", "'", "\"", "#", "$");

  private static final List<String> PASSWORD_ALPHABET =
      List.of(
          "a",
          "Z",
          "0",
          ":",
          " ",
          "'",
          "\"",
          "\\",
          "$",
          "#",
          "%",
          "\t",
          "\u00e9",
          "e\u0301",
          "\u00df",
          "\u2713",
          "\u6f22",
          "\ud83d\udd11");

  @BeforeAll
  static void needsHtpasswd() throws InterruptedException {
    try {
      new ProcessBuilder("htpasswd").start().waitFor();
    } catch (IOException e) {
      String reason = "htpasswd (Debian: apache2-utils) is not on the PATH.";
      if ("true".equals(System.getenv("CI"))) {
        fail(reason, e);
      }
      abort(reason);
    }
  }

  @ParameterizedTest(name = "htpasswd {0}")
  @MethodSource
  void everyPasswordThatHtpasswdHashedMatchesAndAChangedOneDoesNot(List<String> format)
      throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      String user = "u" + text(random, USER_ALPHABET, random.nextInt(20));
      String password = text(random, PASSWORD_ALPHABET, random.nextInt(MAX_PASSWORD_BYTES + 1));
      String line = htpasswd(format, user, password);
      String circumstances =
          "seed %d, round %d, password [%s], line %s".formatted(SEED, round, password, line);

      assertThat(line).as(circumstances).startsWith(user + ":");
      PasswordHash hash = PasswordHash.parse(line.substring(user.length() + 1));
      assertThat(hash.matches(password)).as(circumstances).isTrue();
      assertThat(hash.matches(changed(password))).as(circumstances).isFalse();
    }
  }

  static Stream<Arguments> everyPasswordThatHtpasswdHashedMatchesAndAChangedOneDoesNot() {
    return Stream.of(arguments(List.of("-m")), arguments(List.of("-B", "-C", "4")));
  }

  private static String text(Random random, List<String> alphabet, int maxBytes) {
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    while (true) {
      String next = alphabet.get(random.nextInt(alphabet.size()));
      bytes += next.getBytes(UTF_8).length;
      if (bytes > maxBytes) {
        return text.toString();
      }
      text.append(next);
    }
  }

  /** Differs at the beginning, since bcrypt does not read to the end. */
  private static String changed(String password) {
    return password.startsWith("a") ? "b" + password.substring(1) : "a" + password;
  }

  private static String htpasswd(List<String> format, String user, String password)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("htpasswd", "-n", "-i"));
    command.addAll(format);
    command.add(user);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write((password + "\n").getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("exit of %s", command).isZero();
    return output.lines().findFirst().orElseThrow();
  }
}
