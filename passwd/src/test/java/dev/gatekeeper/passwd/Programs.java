package dev.gatekeeper.passwd;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;

/** Programs of this machine that a test needs. */
final class Programs {

  private Programs() {}

  /** Skips the test where the program is missing, and fails it where CI must have it. */
  static void require(String program, String debianPackage) throws InterruptedException {
    try {
      new ProcessBuilder(program, "--help")
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
}
