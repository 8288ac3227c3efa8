package dev.gatekeeper.auth.realm;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Changes an htpasswd or htgroup file, one change at a time, and each as a whole.
 *
 * <p>A change is a function of what the file holds, called while all others wait: other threads,
 * other web applications and other processes that use this class. So what it finds still holds when
 * it is written; to prevent a change, throw. {@code htpasswd} of Apache waits for nobody.
 *
 * <pre>{@code
 * FileEditor.htpasswd(file).edit(users -> users.with("bob", PasswordHasher.bcrypt().hash(password)));
 * }</pre>
 *
 * <p>The new content is written into a file beside, which then takes the old one's name, group and
 * mode, and its owner where root writes: who reads sees the old content or the new one, and a power
 * cut leaves one of them. A symbolic link stays, and the file that it leads to is replaced. A new
 * file is readable by its owner and group alone. POSIX ACLs and hard links are not kept.
 *
 * <p>This class is thread-safe.
 *
 * @param <T> what such a file holds
 */
public final class FileEditor<T> {

  private final Path path;
  private final Function<RawLines, T> parser;
  private final Function<T, RawLines> writer;

  private FileEditor(Path path, Function<RawLines, T> parser, Function<T, RawLines> writer) {
    this.path = path;
    this.parser = parser;
    this.writer = writer;
  }

  /**
   * Edits a file of users and hashes.
   *
   * @param file the file; it need not be there yet
   * @return an editor
   */
  public static FileEditor<HtpasswdContent> htpasswd(Path file) {
    return new FileEditor<>(file, HtpasswdContent::new, HtpasswdContent::lines);
  }

  /**
   * Edits a file of groups.
   *
   * @param file the file; it need not be there yet
   * @return an editor
   */
  public static FileEditor<HtgroupContent> htgroup(Path file) {
    return new FileEditor<>(file, HtgroupContent::new, HtgroupContent::lines);
  }

  /**
   * Reads the file, without waiting for anyone.
   *
   * @return what it holds
   * @throws IOException if there is no such file, or it can't be read or is no text; the message is
   *     a sentence for people that names the file
   */
  public T read() throws IOException {
    try {
      return parser.apply(RawLines.of(bytesOf(withoutLinks())));
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  /**
   * Changes a file that is there. Where the change changes nothing, nothing is written.
   *
   * @param change makes the new content of the old one; what it throws leaves the file as it is
   * @return what the file held before
   * @throws IOException if there is no such file, or it can't be changed; it is then as it was, and
   *     the message is a sentence for people that names it
   */
  public T edit(UnaryOperator<T> change) throws IOException {
    return locked(file -> change(file, change));
  }

  /**
   * Changes a file, which comes into being where there is none.
   *
   * @param change makes the new content of the old one, or of an empty one; what it throws leaves
   *     the file as it is
   * @return what the file held before
   * @throws IOException if the file can't be changed or made; it is then as it was, and the message
   *     is a sentence for people that names it
   */
  public T editOrCreate(UnaryOperator<T> change) throws IOException {
    return locked(
        file -> {
          if (Files.exists(file)) {
            return change(file, change);
          }
          T empty = parser.apply(RawLines.NONE);
          Replacement.create(file, writer.apply(change.apply(empty)).toBytes());
          return empty;
        });
  }

  /**
   * Makes a file unless there is one.
   *
   * @param content tells what it is to hold; asked only if there is none, and while others wait
   * @return whether there was none
   * @throws IOException if the file can't be made; the message is a sentence for people that names
   *     it
   */
  public boolean createIfAbsent(Supplier<T> content) throws IOException {
    return locked(
        file -> {
          if (Files.exists(file)) {
            return false;
          }
          Replacement.create(file, writer.apply(content.get()).toBytes());
          return true;
        });
  }

  private T change(Path file, UnaryOperator<T> change) throws IOException {
    byte[] content = bytesOf(file);
    T before = parser.apply(RawLines.of(content));
    byte[] changed = writer.apply(change.apply(before)).toBytes();
    if (!Arrays.equals(changed, content)) {
      Replacement.replace(file, changed);
    }
    return before;
  }

  /** Follows no link that has come since the last look: it may lead to what is not to be seen. */
  static byte[] bytesOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
      return in.readAllBytes();
    }
  }

  private interface Task<R> {
    R run(Path file) throws IOException;
  }

  private <R> R locked(Task<R> task) throws IOException {
    try {
      Path file = withoutLinks();
      return new EditLock(file).hold(() -> task.run(file));
    } catch (IOException e) {
      throw failure("changed", e);
    }
  }

  private Path withoutLinks() throws IOException {
    Path file = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links > 40) {
        throw new FileSystemLoopException(path.toString());
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    Path folder = file.getParent();
    if (folder == null || (Files.exists(file) && !Files.isRegularFile(file))) {
      throw new IOException("it is no regular file");
    }
    return folder.toRealPath().resolve(file.getFileName());
  }

  private IOException failure(String verb, IOException e) {
    return new IOException(path + " can't be " + verb + ": " + reason(e) + ".", e);
  }

  private String reason(IOException e) {
    String file = e instanceof FileSystemException f ? f.getFile() : null;
    String which = file == null || file.equals(path.toString()) ? "it" : file;
    if (e instanceof NoSuchFileException) {
      return which.equals("it") ? "there is no such file" : "there is no " + which;
    }
    if (e instanceof AccessDeniedException) {
      return "access to " + which + " is denied";
    }
    String message = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
