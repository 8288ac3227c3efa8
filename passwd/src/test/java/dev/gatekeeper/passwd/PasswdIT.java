package dev.gatekeeper.passwd;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar, as a process. */
class PasswdIT {

  private final Path folder;
  private final Path path;
  private final String file;

  PasswdIT(@TempDir Path folder) {
    this.folder = folder;
    path = folder.resolve("htpasswd");
    file = path.toString();
  }

  @Test
  void usersAreMadeVerifiedListedAndDeleted() throws Exception {
    assertThat(JarProcess.run("a:b:c\n", "-ciBC4", file, "ann").status()).isZero();
    assertThat(JarProcess.run("", "-bm", file, "bob", "s3cret").status()).isZero();

    assertThat(JarProcess.run("a:b:c\n", "-vi", file, "ann"))
        .isEqualTo(new Outcome(0, "", "Password for user ann correct.\n"));
    assertThat(JarProcess.run("wrong\n", "-vi", file, "ann"))
        .isEqualTo(new Outcome(3, "", "gatekeeper-passwd: the password is wrong.\n"));
    assertThat(JarProcess.run("", "-l", file)).isEqualTo(new Outcome(0, "ann\nbob\n", ""));

    assertThat(JarProcess.run("", "-D", file, "ann").status()).isZero();
    assertThat(JarProcess.run("", "-l", file).out()).isEqualTo("bob\n");
    assertThat(JarProcess.run("a:b:c\n", "-vi", file, "ann").status()).isEqualTo(6);
  }

  @Test
  void groupsAreMadeListedAndLeft() throws Exception {
    assertThat(JarProcess.run("", "group", "-c", file, "admin", "ann").status()).isZero();
    assertThat(JarProcess.run("", "group", file, "admin", "bob").status()).isZero();
    assertThat(JarProcess.run("", "group", "-l", file).out()).isEqualTo("admin: ann bob\n");
    assertThat(JarProcess.run("", "group", "-Da", file, "ann").status()).isZero();
    assertThat(path).hasContent("admin: bob\n");
  }

  @Test
  void theVersionIsThatOfTheBuild() throws Exception {
    assertThat(JarProcess.run("", "--version"))
        .isEqualTo(
            new Outcome(0, "gatekeeper-passwd " + System.getProperty("passwd.version") + "\n", ""));
  }

  @Test
  void inAnyLocaleStdinAndWhatIsPrintedAreUtf8() throws Exception {
    Files.writeString(path, "\u6f22:x\n");
    Map<String, String> ascii = Map.of("LC_ALL", "C");

    Outcome made =
        JarProcess.run(
            JarProcess.command(JarProcess.JAR, "-iC4", file, "ann"), ascii, "p\u00e4ss \u2713\n");
    Outcome listed = JarProcess.run(JarProcess.command(JarProcess.JAR, "-l", file), ascii, "");

    assertThat(made.status()).as(made.err()).isZero();
    assertThat(listed.out()).isEqualTo("\u6f22\nann\n");
    assertThat(JarProcess.run("p\u00e4ss \u2713\n", "-vi", file, "ann").status()).isZero();
  }

  @Test
  void inALocaleThatDoesNotKnowThemCharactersAreNotGuessed() throws Exception {
    // The shell writes the argument's bytes, whatever this JVM's own locale knows.
    String add =
        JarProcess.quoted(JarProcess.command(JarProcess.JAR, "-nbC4", "ann"))
            + " \"$(printf 'p\\303\\244ss')\"";
    Outcome outcome = JarProcess.run(List.of("sh", "-c", add), Map.of("LC_ALL", "C"), "");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void aStricterUmaskCounts() throws Exception {
    String make = JarProcess.quoted(JarProcess.command(JarProcess.JAR, "-cbC4", file, "ann", "x"));

    assertThat(JarProcess.run(List.of("sh", "-c", "umask 077; " + make), Map.of(), "").status())
        .isZero();

    assertThat(Files.getPosixFilePermissions(path)).isEqualTo(fromString("rw-------"));
  }

  /** As where the disk is full: the system takes no more of the file than four blocks. */
  @Test
  void aFileThatCannotBeWrittenWholeStaysAsItWas() throws Exception {
    String users =
        String.join("", IntStream.range(0, 5_000).mapToObj(i -> "user" + i + ":x\n").toList());
    Files.writeString(path, users);
    String add = JarProcess.quoted(JarProcess.command(JarProcess.JAR, "-bC4", file, "ann", "x"));

    assertThat(JarProcess.run(List.of("sh", "-c", "ulimit -f 4; " + add), Map.of(), ""))
        .isEqualTo(
            new Outcome(
                1, "", "gatekeeper-passwd: " + file + " can't be changed: File too large.\n"));

    assertThat(path).hasContent(users);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("htpasswd", ".htpasswd.lock");
  }

  @Test
  void ofCommandsAtTheSameTimeNoneIsLost() throws Exception {
    Files.writeString(path, "");
    List<Process> processes = new ArrayList<>();
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      users.add("user" + i);
      processes.add(
          new ProcessBuilder(JarProcess.command(JarProcess.JAR, "-bC4", file, "user" + i, "s3cret"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    assertThat(JarProcess.run("", "-l", file).out().lines())
        .containsExactlyInAnyOrderElementsOf(users);
  }
}
