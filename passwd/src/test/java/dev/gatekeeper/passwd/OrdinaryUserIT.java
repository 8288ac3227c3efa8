package dev.gatekeeper.passwd;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar, run by one who may not do everything: root does not mind modes. */
class OrdinaryUserIT {

  private static final int USER = 65_534;
  private static final int GROUP = 12_345;

  private final Path folder;
  private final Path path;
  private final Path jar;

  OrdinaryUserIT(@TempDir Path temporary) throws IOException {
    Files.setPosixFilePermissions(temporary, fromString("rwxr-xr-x"));
    jar = Files.copy(JarProcess.JAR, temporary.resolve("passwd.jar"));
    folder = Files.createDirectory(temporary.resolve("etc"));
    path = Files.writeString(folder.resolve("htpasswd"), "bob:x\n");
  }

  @BeforeAll
  static void needsSetpriv() throws InterruptedException {
    assumeTrue(System.getProperty("user.name").equals("root"), "Only root can be someone else.");
    Programs.require("setpriv", "util-linux");
  }

  @BeforeEach
  void letEveryoneWrite() throws IOException {
    rights(folder, 0, GROUP, "rwxrwxrwx");
    rights(path, 0, GROUP, "rw-rw-rw-");
  }

  @Test
  void aMemberOfTheGroupKeepsGroupAndMode() throws Exception {
    rights(folder, 0, GROUP, "rwxrwx---");
    rights(path, 0, GROUP, "rw-rw----");

    assertThat(run(GROUP).status()).isZero();

    assertThat(Files.readString(path)).startsWith("bob:x\nann:$2y$04$");
    assertThat(Files.readAttributes(path, "unix:uid,gid"))
        .isEqualTo(Map.of("uid", USER, "gid", GROUP));
    assertThat(Files.getPosixFilePermissions(path)).isEqualTo(fromString("rw-rw----"));
    assertThat(run(GROUP).err()).isEqualTo("Updating password for user ann\n");
  }

  @Test
  void rootAndAMemberOfTheGroupShareTheLock() throws Exception {
    rights(folder, 0, GROUP, "rwxrwx---");
    rights(path, 0, GROUP, "rw-rw----");

    assertThat(Outcome.of("-bC4", path.toString(), "eve", "s3cret").status()).isZero();

    assertThat(run(GROUP).status()).isZero();
  }

  @Test
  void aGroupThatCannotBeKeptChangesNothing() throws Exception {
    refused(run(USER), "its group " + GROUP + " can't be kept");
  }

  @Test
  void aFileThatMayNotBeWrittenStaysAsItIs() throws Exception {
    rights(path, 0, GROUP, "rw-r--r--");

    refused(run(GROUP), "access to it is denied");
  }

  @Test
  void aFileThatMayNotBeReadStaysAsItIs() throws Exception {
    rights(path, 0, GROUP, "rw-------");

    Outcome outcome = run(GROUP);

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                1, "", "gatekeeper-passwd: " + path + " can't be read: access to it is denied.\n"));
  }

  @Test
  void inAFolderThatMayNotBeWrittenTheFileStaysAsItIs() throws Exception {
    rights(folder, 0, GROUP, "rwxr-xr-x");

    refused(run(GROUP), "access to " + folder.resolve(".htpasswd.lock") + " is denied");
  }

  private void refused(Outcome outcome, String reason) throws IOException {
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                1, "", "gatekeeper-passwd: " + path + " can't be changed: " + reason + ".\n"));
    assertThat(path).hasContent("bob:x");
    assertThat(folder.toFile().list()).isSubsetOf("htpasswd", ".htpasswd.lock");
  }

  /** Sets a password as a user who is nobody, in one group. */
  private Outcome run(int group) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv", "--reuid=" + USER, "--regid=" + USER, "--groups=" + USER + "," + group));
    command.addAll(JarProcess.command(jar, "-iC4", path.toString(), "ann"));
    return JarProcess.run(command, Map.of(), "s3cret\n");
  }

  private static void rights(Path path, int user, int group, String mode) throws IOException {
    Files.setAttribute(path, "unix:uid", user);
    Files.setAttribute(path, "unix:gid", group);
    Files.setPosixFilePermissions(path, fromString(mode));
  }
}
