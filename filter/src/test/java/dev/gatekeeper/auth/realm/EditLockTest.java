package dev.gatekeeper.auth.realm;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditLockTest {

  private final Path file;

  EditLockTest(@TempDir Path folder) {
    file = folder.resolve("htpasswd");
  }

  @Test
  void anotherWebApplicationOfTheSameServerIsWaitedFor() throws Exception {
    FutureTask<String> waiting = new FutureTask<>(() -> new EditLock(file).hold(() -> "changed"));
    Thread thread = new Thread(waiting);
    try (FileChannel itsLock = lockFile()) {
      itsLock.lock();
      thread.start();
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        assertThat(waiting.isDone()).isFalse();
        Thread.onSpinWait();
      }
      assertThat(waiting.isDone()).isFalse();
    }

    assertThat(waiting.get()).isEqualTo("changed");
  }

  @Test
  void anotherProgramIsNotWaitedForForEver() throws Exception {
    try (FileChannel itsLock = lockFile()) {
      itsLock.lock();

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> new EditLock(file, Duration.ZERO).hold(() -> "changed"))
          .withMessage("another program does not end its change of it");
    }
  }

  @Test
  void anotherThreadIsNotWaitedForForEver() throws Exception {
    FutureTask<String> late =
        new FutureTask<>(() -> new EditLock(file, Duration.ZERO).hold(() -> "changed"));

    new EditLock(file)
        .hold(
            () -> {
              Thread thread = new Thread(late);
              thread.start();
              while (thread.isAlive()) {
                Thread.onSpinWait();
              }
              return "held";
            });

    assertThat(late)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(IOException.class)
        .withMessageContaining("another change of it does not end");
  }

  @Test
  void anInterruptEndsTheWaitingAndIsKept() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(() -> new EditLock(file).hold(() -> "changed"))
        .withMessage("the change was interrupted");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theLockIsGivenBackByATaskThatFails() throws Exception {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                new EditLock(file)
                    .hold(
                        () -> {
                          throw new IOException("disk full");
                        }));

    assertThat(new EditLock(file, Duration.ZERO).hold(() -> "changed")).isEqualTo("changed");
  }

  private FileChannel lockFile() throws IOException {
    return FileChannel.open(file.resolveSibling(".htpasswd.lock"), CREATE, WRITE);
  }
}
