package dev.gatekeeper.auth.realm;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileEditorTest {

  private static final String HASH = "$apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1";

  private final Path folder;
  private final Path file;
  private final FileEditor<HtpasswdContent> editor;

  FileEditorTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    file = this.folder.resolve("htpasswd");
    editor = FileEditor.htpasswd(file);
  }

  @Test
  void aChangeIsWrittenAndWhatWasBeforeIsReturned() throws IOException {
    Files.writeString(file, "ann:x\n");

    assertThat(editor.edit(FileEditorTest::withBob).users()).containsExactly("ann");

    assertThat(file).hasContent("ann:x\nbob:" + HASH + "\n");
    assertThat(editor.read().users()).containsExactly("ann", "bob");
  }

  @Test
  void aGroupFileIsChangedLikewise() throws IOException {
    FileEditor<HtgroupContent> groups = FileEditor.htgroup(file);

    groups.editOrCreate(content -> content.with("admin", "bob"));
    groups.edit(content -> content.with("admin", "ann"));

    assertThat(file).hasContent("admin: bob ann\n");
    assertThat(groups.read().membersOf("admin")).containsExactly("bob", "ann");
  }

  @Test
  void aFileIsMadeWhereThatIsAskedFor() throws IOException {
    assertThat(editor.editOrCreate(FileEditorTest::withBob).users()).isEmpty();
    assertThat(editor.editOrCreate(users -> users.with("ann", HASH)).users())
        .containsExactly("bob");

    assertThat(file).hasContent("bob:" + HASH + "\nann:" + HASH + "\n");
  }

  @Test
  void aFileThatIsThereIsNotMadeAgain() throws IOException {
    assertThat(editor.createIfAbsent(() -> HtpasswdContent.empty().with("ann", HASH))).isTrue();
    assertThat(editor.createIfAbsent(() -> fail("not asked for"))).isFalse();

    assertThat(file).hasContent("ann:" + HASH + "\n");
  }

  @Test
  void nothingIsWrittenWhereNothingChanges() throws IOException {
    Files.writeString(file, "ann:x");
    Object before = Files.readAttributes(file, "unix:ino,ctime");

    editor.edit(users -> users.without("bob"));

    assertThat((Object) Files.readAttributes(file, "unix:ino,ctime")).isEqualTo(before);
  }

  @Test
  void aChangeThatThrowsLeavesTheFileAsItIs() throws IOException {
    Files.writeString(file, "ann:x\n");

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                editor.edit(
                    users -> {
                      throw new IllegalStateException("the last admin stays");
                    }))
        .withMessage("the last admin stays");

    assertThat(file).hasContent("ann:x\n");
    editor.edit(FileEditorTest::withBob);
    assertOnlyOneFileAndItsLock();
  }

  @Test
  void aChangeWithinAChangeIsRefusedForItWouldBeLost() throws IOException {
    Files.writeString(file, "ann:x\n");

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                editor.edit(
                    users -> {
                      try {
                        FileEditor.htpasswd(file).edit(FileEditorTest::withBob);
                      } catch (IOException e) {
                        throw new AssertionError(e);
                      }
                      return users.without("ann");
                    }))
        .withMessage(file + " is changed from within a change of it.");
  }

  @Test
  void nothingIsLeftBesideTheFileButItsLock() throws IOException {
    editor.editOrCreate(FileEditorTest::withBob);
    editor.edit(users -> users.without("bob"));

    assertOnlyOneFileAndItsLock();
    assertThat(folder.resolve(".htpasswd.lock")).isEmptyFile();
  }

  @Test
  void aSymbolicLinkStaysAndWhatItLeadsToIsReplaced() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/v1"));
    Path target = Files.writeString(data.resolve("users"), "ann:x\n");
    Files.createSymbolicLink(folder.resolve("data/current"), Path.of("v1"));
    Files.createSymbolicLink(file, Path.of("data/current/users"));

    editor.edit(FileEditorTest::withBob);

    assertThat(Files.readSymbolicLink(file)).isEqualTo(Path.of("data/current/users"));
    assertThat(target).hasContent("ann:x\nbob:" + HASH + "\n");
    assertThat(Files.isSymbolicLink(target)).isFalse();
    assertThat(data.resolve(".users.lock")).exists();
  }

  @Test
  void aSymbolicLinkToNothingGetsWhatItLeadsTo() throws IOException {
    Files.createDirectory(folder.resolve("data"));
    Files.createSymbolicLink(file, Path.of("data/users"));

    editor.editOrCreate(FileEditorTest::withBob);

    assertThat(Files.isSymbolicLink(file)).isTrue();
    assertThat(folder.resolve("data/users")).hasContent("bob:" + HASH + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rw-rw-r--", "rw-rw-rw-", "rwxrwxrwx"})
  void theModeIsKept(String mode) throws IOException {
    needsPosix();
    Files.writeString(file, "ann:x\n");
    Files.setPosixFilePermissions(file, fromString(mode));

    editor.edit(FileEditorTest::withBob);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo(mode);
    assertThat(Files.getPosixFilePermissions(folder.resolve(".htpasswd.lock")))
        .as("whoever may change the file can hold its lock")
        .isEqualTo(fromString(mode));
  }

  @Test
  void ownerAndGroupAreKept() throws IOException {
    needsPosix();
    assumeTrue(Files.getOwner(folder).getName().equals("root"), "Only root can give a file away.");
    Files.writeString(file, "ann:x\n");
    Files.setAttribute(file, "unix:uid", 12345);
    Files.setAttribute(file, "unix:gid", 12346);

    editor.edit(FileEditorTest::withBob);

    assertThat(Files.readAttributes(file, "unix:uid,gid"))
        .containsEntry("uid", 12345)
        .containsEntry("gid", 12346);
  }

  @Test
  void aNewFileIsForItsOwnerAndGroupAlone() throws IOException {
    needsPosix();

    editor.editOrCreate(FileEditorTest::withBob);

    assertThat(Files.getPosixFilePermissions(file))
        .isSubsetOf(fromString("rw-r-----"))
        .containsAll(fromString("rw-------"));
  }

  @Test
  void aMissingFileIsNamed() {
    refused(
        () -> editor.edit(FileEditorTest::withBob),
        file + " can't be changed: there is no such file.");
    refused(editor::read, file + " can't be read: there is no such file.");
    assertThat(file).doesNotExist();
  }

  @Test
  void aMissingFolderIsNamed() {
    Path lost = folder.resolve("lost/htpasswd");

    refused(
        () -> FileEditor.htpasswd(lost).editOrCreate(FileEditorTest::withBob),
        lost + " can't be changed: there is no " + folder.resolve("lost") + ".");
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws IOException {
    Files.writeString(folder.resolve("plain"), "x");
    Path odd = folder.resolve("plain/htpasswd");

    refused(
        () -> FileEditor.htpasswd(odd).editOrCreate(FileEditorTest::withBob),
        odd + " can't be changed: Not a directory.");
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    Files.createDirectory(file);

    refused(
        () -> editor.editOrCreate(FileEditorTest::withBob),
        file + " can't be changed: it is no regular file.");
    refused(editor::read, file + " can't be read: it is no regular file.");
  }

  @Test
  void linksInACircleAreRefused() throws IOException {
    Files.createSymbolicLink(file, Path.of("other"));
    Files.createSymbolicLink(folder.resolve("other"), Path.of("htpasswd"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> editor.editOrCreate(FileEditorTest::withBob))
        .withMessageStartingWith(file + " can't be changed: ");
  }

  @Test
  void aLockThatLeadsElsewhereIsNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "x");
    Files.createSymbolicLink(folder.resolve(".htpasswd.lock"), elsewhere);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> editor.editOrCreate(FileEditorTest::withBob))
        .withMessageStartingWith(file + " can't be changed: ");
    assertThat(file).doesNotExist();
  }

  @Test
  void whatIsNoTextIsLeftAsItIs() throws IOException {
    Files.writeString(file, "bob:x\0\n");

    refused(
        () -> editor.edit(FileEditorTest::withBob),
        file + " can't be changed: it is no text: it has a NUL byte.");
    assertThat(file).hasContent("bob:x\0\n");
  }

  /** Nobody can make files there, not even root, as on a file system that is full or read-only. */
  @Test
  void aFolderThatTakesNoFilesIsNamed() {
    Path inProc = Path.of("/proc/htpasswd");
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "There is no /proc here.");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> FileEditor.htpasswd(inProc).editOrCreate(FileEditorTest::withBob))
        .withMessageStartingWith("/proc/htpasswd can't be changed: ")
        .withMessageEndingWith(".");
  }

  private static HtpasswdContent withBob(HtpasswdContent users) {
    return users.with("bob", HASH);
  }

  private static void refused(ThrowingCallable change, String message) {
    assertThatExceptionOfType(IOException.class).isThrownBy(change).withMessage(message);
  }

  private void assertOnlyOneFileAndItsLock() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, folder.resolve(".htpasswd.lock"));
    }
  }

  private void needsPosix() {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "This file system has no modes.");
  }
}
