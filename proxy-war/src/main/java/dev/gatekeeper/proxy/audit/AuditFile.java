package dev.gatekeeper.proxy.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A file that is appended to, line by line, and opened anew once it is another. */
final class AuditFile implements AuditLog {

  private static final System.Logger LOG = System.getLogger(AuditFile.class.getName());

  private final Path path;
  private final ReentrantLock lock = new ReentrantLock();
  private OutputStream out;
  private @Nullable Object openKey;
  private boolean writable = true;

  AuditFile(Path path) {
    this.path = path;
    try {
      out = open();
      openKey = key();
    } catch (IOException e) {
      throw new IllegalArgumentException("the file can't be written: " + reason(e), e);
    }
  }

  @Override
  public void write(String line) {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    lock.lock();
    try {
      reopenIfMoved();
      // a single call, so that two processes can share the file
      out.write(bytes);
      writable = true;
    } catch (IOException e) {
      reportOnce(e);
    } finally {
      lock.unlock();
    }
  }

  private void reopenIfMoved() throws IOException {
    Object now = key();
    if (now == null || !now.equals(openKey)) {
      out.close();
      out = open();
      openKey = key();
    }
  }

  /** What tells a file from another that has its name; null if there is none. */
  private @Nullable Object key() throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      // Windows has no keys, nor does it let an open file be moved
      return requireNonNullElse(attributes.fileKey(), path);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private OutputStream open() throws IOException {
    try {
      Files.createFile(path, rights());
    } catch (FileAlreadyExistsException e) {
      // it keeps its rights
    }
    // a channel would be closed by the interrupt of a thread that writes to it
    return new FileOutputStream(path.toFile(), true);
  }

  private static FileAttribute<?>[] rights() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
        }
        : new FileAttribute<?>[0];
  }

  private void reportOnce(IOException e) {
    if (writable) {
      writable = false;
      LOG.log(
          System.Logger.Level.ERROR,
          "The audit file {0} can''t be written ({1}): lines are lost until it can.",
          path,
          reason(e));
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "there is no such folder"
        : requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }
}
