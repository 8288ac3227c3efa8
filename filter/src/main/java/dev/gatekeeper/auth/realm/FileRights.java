package dev.gatekeeper.auth.realm;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Owner, group and mode of a file, where its file system has them. */
final class FileRights {

  private FileRights() {}

  /** Hashes are for the server alone, which reads them by its group; a stricter umask counts. */
  static FileAttribute<?>[] ofNewFile(Path file) {
    return mode(file, "rw-r-----");
  }

  static FileAttribute<?>[] ofOwnerAlone(Path file) {
    return mode(file, "rw-------");
  }

  private static FileAttribute<?>[] mode(Path file, String permissions) {
    return viewOf(file) == null
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
  }

  /**
   * Gives a file the owner, the group and the mode of another. Follows no symbolic link, which
   * another who writes the folder may have put there meanwhile.
   *
   * @throws IOException if one of them is a link, or the group can't be kept, whose members would
   *     be others. Another owner is only the one that writes now
   */
  static void copy(Path from, Path to) throws IOException {
    PosixFileAttributeView source = viewOf(from);
    PosixFileAttributeView copy = viewOf(to);
    if (source == null || copy == null) {
      return;
    }
    PosixFileAttributes wanted = source.readAttributes();
    PosixFileAttributes found = copy.readAttributes();
    if (!wanted.isRegularFile() || !found.isRegularFile()) {
      // everyone may do everything with a link; and what one leads to would get another mode, since
      // setPermissions of JDK 25 follows it all the same
      throw new IOException("it is no regular file any more");
    }
    if (!found.owner().equals(wanted.owner())) {
      try {
        copy.setOwner(wanted.owner());
      } catch (IOException e) {
        // for root only
      }
    }
    if (!found.group().equals(wanted.group())) {
      try {
        copy.setGroup(wanted.group());
      } catch (IOException e) {
        throw new IOException("its group " + wanted.group() + " can't be kept", e);
      }
    }
    if (!copy.readAttributes().permissions().equals(wanted.permissions())) {
      copy.setPermissions(wanted.permissions());
    }
  }

  /** Lets those who may change a file hold the lock beside it too, as far as the system allows. */
  static void share(Path file, Path lock) {
    if (Files.exists(file)) {
      try {
        copy(file, lock);
      } catch (IOException e) {
        // the lock is another's, who has shared it
      }
    }
  }

  private static @Nullable PosixFileAttributeView viewOf(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW_LINKS);
  }
}
