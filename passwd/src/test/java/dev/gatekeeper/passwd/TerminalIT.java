package dev.gatekeeper.passwd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar at a terminal, which {@code script} of util-linux brings. */
@Timeout(value = 1, unit = MINUTES, threadMode = SEPARATE_THREAD)
class TerminalIT {

  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  private final Path path;

  TerminalIT(@TempDir Path folder) throws IOException {
    path = Files.writeString(folder.resolve("htpasswd"), "bob:x\n");
  }

  @BeforeAll
  static void needsScript() throws InterruptedException {
    Programs.require("script", "bsdutils");
  }

  @Test
  void thePasswordIsAskedForTwiceAndNotShown() throws Exception {
    try (Session session = new Session("-C4", path.toString(), "ann")) {
      session.await("New password: ");
      session.type("p\u00e4ss w\u00f6rd\r");
      session.await("Re-type new password: ");
      session.type("p\u00e4ss w\u00f6rd\r");
      session.await("Adding password for user ann");

      assertThat(session.status()).isZero();
      assertThat(session.shown()).doesNotContain("ss w");
    }
    assertThat(JarProcess.run("p\u00e4ss w\u00f6rd\n", "-vi", path.toString(), "ann").status())
        .isZero();
  }

  @Test
  void twoPasswordsThatDifferChangeNothing() throws Exception {
    try (Session session = new Session(path.toString(), "bob")) {
      session.await("New password: ");
      session.type("s3cret\r");
      session.await("Re-type new password: ");
      session.type("s3creT\r");

      assertThat(session.status()).isEqualTo(3);
      assertThat(session.shown()).contains("the two passwords differ.");
    }
    assertThat(path).hasContent("bob:x");
  }

  @Test
  void anInterruptChangesNothing() throws Exception {
    try (Session session = new Session(path.toString(), "bob")) {
      session.await("New password: ");
      session.type("s3cr" + CTRL_C);

      assertThat(session.status()).isEqualTo(4);
      assertThat(session.shown()).contains("Interrupted.");
    }
    assertThat(path).hasContent("bob:x");
  }

  @Test
  void anEndOfInputChangesNothing() throws Exception {
    try (Session session = new Session(path.toString(), "bob")) {
      session.await("New password: ");
      session.type(CTRL_D);

      assertThat(session.status()).isEqualTo(4);
    }
    assertThat(path).hasContent("bob:x");
  }

  /** A terminal, with the command running at it. */
  private static final class Session implements AutoCloseable {

    private final Process process;
    private final StringBuilder shown = new StringBuilder();

    Session(String... arguments) throws IOException {
      // Without exec dash would stay, and answer Ctrl-C with a status of its own.
      String command = "exec " + JarProcess.quoted(JarProcess.command(JarProcess.JAR, arguments));
      ProcessBuilder builder =
          new ProcessBuilder(List.of("script", "-qec", command, "/dev/null"))
              .redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      process = builder.start();
    }

    /** Reads on until the terminal shows a text. */
    void await(String text) throws IOException {
      InputStream screen = process.getInputStream();
      while (shown.indexOf(text) < 0) {
        int next = screen.read();
        assertThat(next).as("end of the screen, which shows %s", shown).isNotNegative();
        shown.append((char) next);
      }
    }

    void type(String keys) throws IOException {
      process.getOutputStream().write(keys.getBytes(UTF_8));
      process.getOutputStream().flush();
    }

    int status() throws IOException, InterruptedException {
      shown.append(new String(process.getInputStream().readAllBytes(), UTF_8));
      return process.waitFor();
    }

    String shown() {
      return shown.toString();
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
