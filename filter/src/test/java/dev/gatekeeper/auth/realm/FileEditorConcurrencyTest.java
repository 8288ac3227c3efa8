package dev.gatekeeper.auth.realm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.hash.HashPolicy;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads and processes change one file at a time, while it is read. */
class FileEditorConcurrencyTest {

  private static final int THREADS = 16;
  private static final int PROCESSES = 4;
  private static final int USERS_OF_EACH = 12;

  private static final String HASH = "$apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1";

  /** Adds users one by one, and removes every third again. */
  static final class Writer {
    private final FileEditor<HtpasswdContent> editor;
    private final String prefix;

    Writer(Path file, String prefix) {
      this.editor = FileEditor.htpasswd(file);
      this.prefix = prefix;
    }

    public static void main(String[] args) throws IOException {
      new Writer(Path.of(args[0]), args[1]).write();
    }

    Void write() throws IOException {
      for (int i = 0; i < USERS_OF_EACH; i++) {
        String user = prefix + "-" + i;
        editor.edit(users -> users.with(user, HASH));
        if (i % 3 == 2) {
          editor.edit(users -> users.without(user));
        }
      }
      return null;
    }

    static Stream<String> usersOf(String prefix) {
      return Stream.iterate(0, i -> i + 1)
          .limit(USERS_OF_EACH)
          .filter(i -> i % 3 != 2)
          .map(i -> prefix + "-" + i);
    }
  }

  @Test
  void noChangeIsLostAndNoReaderSeesHalfOfOne(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("htpasswd"), "first:" + HASH + "\n");
    List<String> writers = new ArrayList<>();
    List<Process> processes = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try {
      for (int i = 0; i < PROCESSES; i++) {
        writers.add("process" + i);
        processes.add(start(file, "process" + i));
      }
      List<Future<Void>> written = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Writer writer = new Writer(file, "thread" + i);
        writers.add("thread" + i);
        written.add(threads.submit(writer::write));
      }
      Future<Long> reads = threads.submit(() -> readUntilDone(file, processes, written));

      for (Future<Void> each : written) {
        each.get();
      }
      for (Process process : processes) {
        assertThat(process.waitFor()).as("exit of a writing process").isZero();
      }
      assertThat(reads.get()).as("reads").isPositive();
    } finally {
      processes.forEach(Process::destroyForcibly);
      threads.shutdownNow();
    }

    Set<String> users = FileEditor.htpasswd(file).read().users();
    assertThat(users)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("first"), writers.stream().flatMap(Writer::usersOf)).toList());
    assertThat(Files.readAllLines(file)).hasSameSizeAs(users).allMatch(l -> l.endsWith(HASH));
  }

  private static Process start(Path file, String prefix) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            file.toString(),
            prefix)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.INHERIT)
        .start();
  }

  /** Looks at the file as the realm does, on each look, until nobody writes any more. */
  private static long readUntilDone(Path file, List<Process> processes, List<Future<Void>> written)
      throws IOException {
    AtomicLong clock = new AtomicLong();
    WatchedFile<HtpasswdFile> watched =
        new WatchedFile<>(
            file,
            (lines, problems) ->
                HtpasswdFile.parse(
                    lines,
                    (line, what) -> {
                      throw new AssertionError("line " + line + ": " + what);
                    },
                    HashPolicy.DEFAULT),
            () -> clock.addAndGet(1_000_000_000),
            LockSupport::parkNanos);
    long reads = 0;
    do {
      HtpasswdFile seen = requireNonNull(watched.current());
      assertThat(requireNonNull(seen.hashOf("first")).matches("s3cret pass")).isTrue();
      assertThat(Files.readString(file)).startsWith("first:").endsWith(HASH + "\n");
      reads++;
    } while (processes.stream().anyMatch(Process::isAlive)
        || !written.stream().allMatch(Future::isDone));
    return reads;
  }
}
