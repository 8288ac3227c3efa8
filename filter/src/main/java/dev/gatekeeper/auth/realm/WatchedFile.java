package dev.gatekeeper.auth.realm;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The parsed content of a file, read anew when it changes.
 *
 * <p>What counts is the content: no time stamp tells of every change, as when a file is rewritten
 * within one tick of the clock, or put back by a backup. So the file is read at most twice a
 * second, by the request that finds the last look too old. A new content counts only when two reads
 * some milliseconds apart agree: {@code htpasswd} empties a file before it writes it. One that is
 * empty, or does not end with a line's end, must stay so for a third of a second.
 *
 * @param <T> what the content means
 */
final class WatchedFile<T> {

  /** Makes sense of a content, and names the lines that make none. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(TextLines lines, Problems problems);
  }

  /** Takes what is wrong with a line; the sentence shows no secret. */
  @FunctionalInterface
  interface Problems {
    void at(int line, String what);
  }

  private static final System.Logger LOG = System.getLogger(WatchedFile.class.getName());

  private static final long LOOK_EVERY_NANOS = MILLISECONDS.toNanos(500);
  private static final long LOOK_OVERDUE_NANOS = SECONDS.toNanos(2);
  private static final long SETTLE_NANOS = MILLISECONDS.toNanos(10);
  private static final int SETTLE_READS = 20;

  /**
   * What looks unfinished may be so: on a busy machine its writer may have to wait for its turn.
   */
  private static final int SETTLE_READS_OF_A_PART = 30;

  private static final int MAX_REPORTED_LINES = 20;
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private final Path path;
  private final Parser<T> parser;
  private final LongSupplier nanoTime;
  private final LongConsumer pause;

  private final ReentrantLock looking = new ReentrantLock();
  private volatile long lastLook;
  private volatile @Nullable T value;
  private byte[] content = {};
  private boolean readable = true;

  WatchedFile(Path path, Parser<T> parser) {
    this(path, parser, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * @param nanoTime the clock
   * @param pause waits for so many nanoseconds
   */
  WatchedFile(Path path, Parser<T> parser, LongSupplier nanoTime, LongConsumer pause) {
    this.path = path;
    this.parser = parser;
    this.nanoTime = nanoTime;
    this.pause = pause;
    look();
  }

  /** The meaning of the last good content, or null if there never was one. */
  @Nullable T current() {
    if (isPast(LOOK_EVERY_NANOS) && isMyTurnToLook()) {
      try {
        if (isPast(LOOK_EVERY_NANOS)) {
          look();
        }
      } finally {
        looking.unlock();
      }
    }
    return value;
  }

  /** Looks now, for one who has just changed the file; then what it holds counts. */
  void refresh() {
    looking.lock();
    try {
      look();
    } finally {
      looking.unlock();
    }
  }

  /** One looks and the others go on with what they have, unless that is too old by now. */
  private boolean isMyTurnToLook() {
    if (looking.tryLock()) {
      return true;
    }
    if (value == null || isPast(LOOK_OVERDUE_NANOS)) {
      looking.lock();
      return true;
    }
    return false;
  }

  private boolean isPast(long nanosSinceLastLook) {
    return nanoTime.getAsLong() - lastLook >= nanosSinceLastLook;
  }

  private void look() {
    try {
      byte[] read = read();
      if (value == null || !Arrays.equals(read, content)) {
        adopt(settled(read));
      }
      if (!readable) {
        readable = true;
        LOG.log(INFO, "{0} can be read again.", path);
      }
    } catch (IOException e) {
      reportUnreadable(e);
    } finally {
      lastLook = nanoTime.getAsLong();
    }
  }

  private byte[] read() throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("it is no regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it has more than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private byte[] settled(byte[] first) throws IOException {
    byte[] before = first;
    int agreed = 0;
    for (int i = 0; i < SETTLE_READS + SETTLE_READS_OF_A_PART; i++) {
      pause.accept(SETTLE_NANOS);
      byte[] now = read();
      agreed = Arrays.equals(before, now) ? agreed + 1 : 0;
      if (agreed >= (isWhole(now) ? 1 : SETTLE_READS_OF_A_PART)) {
        return now;
      }
      before = now;
    }
    throw new IOException("it does not stop changing");
  }

  private static boolean isWhole(byte[] content) {
    return content.length > 0 && content[content.length - 1] == '\n';
  }

  private void adopt(byte[] read) throws IOException {
    TextLines lines = TextLines.of(read);
    int[] reported = {0};
    value =
        parser.parse(
            lines,
            (line, what) -> {
              if (++reported[0] <= MAX_REPORTED_LINES) {
                LOG.log(WARNING, "{0}, line {1}: {2}", path, Integer.toString(line), what);
              }
            });
    if (reported[0] > MAX_REPORTED_LINES) {
      LOG.log(WARNING, "{0}: {1} more lines like these", path, reported[0] - MAX_REPORTED_LINES);
    }
    content = read;
  }

  private void reportUnreadable(IOException e) {
    if (!readable) {
      return;
    }
    readable = false;
    if (value == null) {
      LOG.log(ERROR, "{0} can''t be read ({1}): every request is answered 503.", path, reason(e));
    } else {
      LOG.log(
          ERROR, "{0} can''t be read ({1}): what it last held stays in force.", path, reason(e));
    }
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName();
    return switch (kind) {
      case "NoSuchFileException" -> "there is no such file";
      case "AccessDeniedException" -> "access denied";
      default -> e.getMessage() == null ? kind : e.getMessage();
    };
  }
}
