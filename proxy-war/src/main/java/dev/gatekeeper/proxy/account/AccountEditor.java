package dev.gatekeeper.proxy.account;

import dev.gatekeeper.auth.realm.FileEditor;
import dev.gatekeeper.auth.realm.HtgroupContent;
import dev.gatekeeper.auth.realm.HtpasswdContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads and writes the files of accounts, of which either may not be there.
 *
 * <p>An unchecked exception of a change leaves the file as it is. This class is thread-safe.
 */
final class AccountEditor {

  private final Optional<Path> usersFile;
  private final Optional<Path> groupsFile;
  private final Runnable changed;

  AccountEditor(AccountFiles files) {
    this.usersFile = files.htpasswd();
    this.groupsFile = files.htgroup();
    this.changed = files.changed();
  }

  boolean haveUsers() {
    return usersFile.isPresent();
  }

  HtpasswdContent readUsers() throws IOException {
    return usersFile.isEmpty()
        ? HtpasswdContent.empty()
        : FileEditor.htpasswd(usersFile.get()).read();
  }

  /** For what is within a change, where an {@link UncheckedIOException} is unwrapped. */
  HtpasswdContent usersNow() {
    return unchecked(this::readUsers);
  }

  HtgroupContent readGroups() throws IOException {
    return groupsFile.isEmpty()
        ? HtgroupContent.empty()
        : FileEditor.htgroup(groupsFile.get()).read();
  }

  void changeUsers(UnaryOperator<HtpasswdContent> change) throws IOException {
    Path file = usersFile.orElseThrow();
    changeWith(
        () ->
            FileEditor.htpasswd(file)
                .edit(content -> change.apply(requireHtpasswd(content, file))));
  }

  /**
   * @throws AccountException if there is no file of groups, or it is read-only
   */
  void changeGroups(UnaryOperator<HtgroupContent> change) throws IOException {
    if (groupsFile.isEmpty()) {
      throw AccountException.notDone(
          "This server has no file of groups, so the roles of its users can't be changed here.");
    }
    requireWritable(groupsFile.get());
    changeWith(() -> FileEditor.htgroup(groupsFile.get()).edit(change));
  }

  private void changeWith(Edit<?> edit) throws IOException {
    try {
      edit.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      changed.run();
    }
  }

  /** As the passwd tool has it, before another kind of file is spoilt. */
  private static HtpasswdContent requireHtpasswd(HtpasswdContent content, Path file) {
    content
        .lineWithoutColon()
        .ifPresent(
            line -> {
              throw new UncheckedIOException(
                  new IOException(file + " is not changed: its line " + line + " has no colon."));
            });
    return content;
  }

  /**
   * @throws AccountException if the file of users is read-only
   */
  void requireUsersWritable() throws IOException {
    if (usersFile.isPresent()) {
      requireWritable(usersFile.get());
    }
  }

  boolean areGroupsWritable() throws IOException {
    return groupsFile.isPresent() && isWritable(groupsFile.get());
  }

  private static void requireWritable(Path file) throws IOException {
    if (!isWritable(file)) {
      throw AccountException.notDone(
          "The file of users or that of their groups is read-only for this server, so accounts"
              + " can't be changed here.");
    }
  }

  private static boolean isWritable(Path file) throws IOException {
    Path real = file.toRealPath();
    Path folder = real.getParent();
    return Files.isWritable(real) && folder != null && Files.isWritable(folder);
  }

  @FunctionalInterface
  interface Edit<R> {
    R run() throws IOException;
  }

  static <R> R unchecked(Edit<R> edit) {
    try {
      return edit.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
