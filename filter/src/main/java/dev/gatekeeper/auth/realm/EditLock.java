package dev.gatekeeper.auth.realm;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held by the one that changes a file, so that no change of another thread or process is lost.
 *
 * <p>What is locked is a file beside it, {@code .<name>.lock}: the file itself is replaced by each
 * change, and a lock would stay with the one that is gone. It is left there, since nobody can tell
 * whether another just waits for it.
 */
final class EditLock {

  /** What is done while the lock is held. */
  @FunctionalInterface
  interface Task<R> {
    R run() throws IOException;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 5;

  /** Taken first: to close a channel drops the lock that another channel of this JVM has. */
  private static final Map<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

  private final Path file;
  private final Path beside;
  private final long patienceNanos;

  /**
   * @param file the file that is to be changed, free of symbolic links
   */
  EditLock(Path file) {
    this(file, PATIENCE);
  }

  EditLock(Path file, Duration patience) {
    this.file = file;
    this.patienceNanos = patience.toNanos();
    this.beside = file.resolveSibling("." + file.getFileName() + ".lock");
  }

  /** Waits until the lock is held, but not for ever, and gives it back after the task. */
  <R> R hold(Task<R> task) throws IOException {
    ReentrantLock amongThreads =
        IN_THIS_JVM.computeIfAbsent(beside, path -> new ReentrantLock(true));
    if (amongThreads.isHeldByCurrentThread()) {
      throw new IllegalStateException(file + " is changed from within a change of it.");
    }
    try {
      if (!amongThreads.tryLock(patienceNanos, NANOSECONDS)) {
        throw new IOException("another change of it does not end");
      }
      try {
        return holdAmongProcesses(task);
      } finally {
        amongThreads.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the change was interrupted");
    }
  }

  private <R> R holdAmongProcesses(Task<R> task) throws IOException, InterruptedException {
    try (FileChannel channel =
        FileChannel.open(
            beside, Set.of(CREATE, WRITE, NOFOLLOW_LINKS), FileRights.ofNewFile(beside))) {
      FileRights.share(file, beside);
      long start = System.nanoTime();
      while (!isLocked(channel)) {
        if (System.nanoTime() - start > patienceNanos) {
          throw new IOException("another program does not end its change of it");
        }
        MILLISECONDS.sleep(POLL_MILLIS);
      }
      return task.run();
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // held by a second copy of this class: another web application of the same server
      return false;
    }
  }
}
