package dev.gatekeeper.proxy.audit;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

  @Test
  void appendsLinesToAFileThatOthersMayNotRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("audit.json");
    AuditLog.toFile(file).write("a");
    AuditLog.toFile(file).write("ü");

    assertThat(file).hasContent("a\nü\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void goesOnInANewFileWhenLogrotateHasMovedTheOldOne(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("audit.json");
    Path moved = folder.resolve("audit.json.1");
    AuditLog log = AuditLog.toFile(file);
    log.write("before");
    Files.move(file, moved);
    log.write("after");

    assertThat(moved).hasContent("before\n");
    assertThat(file).hasContent("after\n");
  }

  @Test
  void goesOnInTheFileThatLogrotateHasMadeItself(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("audit.json");
    AuditLog log = AuditLog.toFile(file);
    log.write("before");
    Files.move(file, folder.resolve("audit.json.1"));
    Files.createFile(file);
    log.write("after");

    assertThat(file).hasContent("after\n");
  }

  @Test
  void aFolderThatIsGoneLosesLinesButHarmsNobodyAndItGoesOnWhenItIsBack(@TempDir Path folder)
      throws IOException {
    Path below = Files.createDirectory(folder.resolve("below"));
    Path file = below.resolve("audit.json");
    AuditLog log = AuditLog.toFile(file);
    Files.delete(file);
    Files.delete(below);
    log.write("lost");
    Files.createDirectory(below);
    log.write("kept");

    assertThat(file).hasContent("kept\n");
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedAtTheStart(@TempDir Path folder) {
    assertThatThrownBy(() -> AuditLog.toFile(folder.resolve("none/audit.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the file can't be written: there is no such folder");
  }

  @Test
  void linesOfManyThreadsStayWholeEvenIfTheyAreInterrupted(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.json");
    AuditLog log = AuditLog.toFile(file);
    String line = "x".repeat(1000);
    Callable<Void> writer =
        () -> {
          for (int i = 0; i < 100; i++) {
            Thread.currentThread().interrupt();
            log.write(line);
          }
          return null;
        };
    ExecutorService threads = Executors.newFixedThreadPool(8);
    threads.invokeAll(nCopies(8, writer));
    threads.shutdown();

    assertThat(Files.readAllLines(file)).hasSize(800).containsOnly(line);
  }

  @Test
  void theLoggerGetsTheLineAsItIs() {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            lines.add(new SimpleFormatter().formatMessage(logged));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(AuditLog.LOGGER);
    logger.addHandler(handler);
    try {
      AuditLog.toLogger().write("{\"a\":{0},'{1}'}");
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(lines).containsExactly("{\"a\":{0},'{1}'}");
  }
}
