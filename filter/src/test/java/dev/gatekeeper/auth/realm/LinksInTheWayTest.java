package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root changes a file in a folder that others write too, who put links in its way meanwhile. */
class LinksInTheWayTest {

  private final Path file;
  private final Path victim;
  private final Path link;

  LinksInTheWayTest(@TempDir Path folder) throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "This file system has no modes.");
    file = Files.writeString(folder.resolve("htpasswd"), "bob:x\n");
    Files.setPosixFilePermissions(file, fromString("rw-rw-rw-"));
    victim = Files.writeString(folder.resolve("victim"), "x");
    Files.setPosixFilePermissions(victim, fromString("rw-------"));
    link = Files.createSymbolicLink(folder.resolve("link"), victim);
  }

  @Test
  void whatALinkLeadsToKeepsItsMode() throws IOException {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> FileRights.copy(file, link));

    assertThat(Files.getPosixFilePermissions(victim)).isEqualTo(fromString("rw-------"));
  }

  @Test
  void whatALinkLeadsToKeepsItsOwnerAndGroup() throws IOException {
    assumeTrue(Files.getOwner(victim).getName().equals("root"), "Only root can give a file away.");
    Files.setAttribute(file, "unix:uid", 12345);
    Files.setAttribute(file, "unix:gid", 12346);

    FileRights.share(file, link);

    assertThat(Files.readAttributes(victim, "unix:uid,gid"))
        .containsEntry("uid", 0)
        .containsEntry("gid", Files.getAttribute(link.getParent(), "unix:gid"));
  }

  @Test
  void theRightsOfALinkAreNotTakenForThoseOfAFile() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> FileRights.copy(link, file))
        .withMessage("it is no regular file any more");
  }

  @Test
  void whatALinkLeadsToIsNotRead() throws IOException {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> FileEditor.bytesOf(link));
    assertThat(FileEditor.bytesOf(file)).asString(UTF_8).isEqualTo("bob:x\n");
  }
}
