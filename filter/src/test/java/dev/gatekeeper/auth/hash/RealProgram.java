package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of this machine that our hashes are held against. */
final class RealProgram {

  private RealProgram() {}

  /** Skips the test where the program is missing, and fails it where CI must have it. */
  static void require(String program, String debianPackage) throws InterruptedException {
    try {
      new ProcessBuilder(program, "-h")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      String reason = program + " (Debian: " + debianPackage + ") is not on the PATH.";
      if ("true".equals(System.getenv("CI"))) {
        fail(reason, e);
      }
      abort(reason);
    }
  }

  /** The lines that a command writes when it reads these. */
  static List<String> run(List<String> command, List<String> input) throws Exception {
    Path stdin = Files.createTempFile("stdin", null);
    try {
      Files.writeString(stdin, String.join("\n", input) + "\n");
      Process process =
          new ProcessBuilder(command)
              .redirectInput(stdin.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      List<String> output =
          new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
      assertThat(process.waitFor()).as("exit of %s", command).isZero();
      return output;
    } finally {
      Files.delete(stdin);
    }
  }
}
