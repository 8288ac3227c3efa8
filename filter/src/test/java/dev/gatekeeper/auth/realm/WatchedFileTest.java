package dev.gatekeeper.auth.realm;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.CapturedLog;
import dev.gatekeeper.auth.hash.HashPolicy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedFileTest {

  private final AtomicLong clock = new AtomicLong();
  private final CapturedLog log = new CapturedLog(WatchedFile.class);
  private final Path file;

  WatchedFileTest(@TempDir Path folder) {
    file = folder.resolve("users");
  }

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @Test
  void theFileIsReadAtStart() throws IOException {
    Files.writeString(file, "one\n");

    assertThat(watch().current()).containsExactly("one");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aChangeCountsFromTheNextLookHalfASecondLater() throws IOException {
    Files.writeString(file, "one\n");
    WatchedFile<List<String>> watched = watch();
    Files.writeString(file, "two and more\n");

    pass(499);
    assertThat(watched.current()).containsExactly("one");
    pass(1);
    assertThat(watched.current()).containsExactly("two and more");
  }

  @Test
  void aLookStartsTheHalfSecondAnew() throws IOException {
    Files.writeString(file, "one\n");
    WatchedFile<List<String>> watched = watch();
    pass(700);
    watched.current();
    Files.writeString(file, "two\n");

    pass(499);
    assertThat(watched.current()).containsExactly("one");
    pass(1);
    assertThat(watched.current()).containsExactly("two");
  }

  @Test
  void aChangeIsSeenThoughSizeAndTimeAreThoseOfBefore() throws IOException {
    Files.writeString(file, "one\n");
    FileTime modified = Files.getLastModifiedTime(file);
    WatchedFile<List<String>> watched = watch();

    Files.writeString(file, "two\n");
    Files.setLastModifiedTime(file, modified);
    pass(500);

    assertThat(watched.current()).containsExactly("two");
  }

  /** As {@code htpasswd} writes, as editors do, and as Kubernetes mounts a secret. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aChangeIsSeenHoweverItIsMade() throws IOException {
    Path folder = Files.createDirectory(file.resolveSibling("..v1"));
    Files.writeString(folder.resolve("users"), "one\n");
    Path data = Files.createSymbolicLink(file.resolveSibling("..data"), folder);
    Files.createSymbolicLink(file, data.resolve("users"));
    WatchedFile<List<String>> watched = watch();

    Files.writeString(folder.resolve("users"), "in place\n");
    look(watched, 1);
    assertThat(watched.current()).containsExactly("in place");

    Path next = Files.createDirectory(file.resolveSibling("..v2"));
    Files.writeString(next.resolve("users"), "another folder\n");
    Path link = Files.createSymbolicLink(file.resolveSibling("..data_tmp"), next);
    Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);
    look(watched, 1);
    assertThat(watched.current()).containsExactly("another folder");

    Path renamed = Files.writeString(file.resolveSibling("users.new"), "another file\n");
    Files.move(renamed, file, StandardCopyOption.ATOMIC_MOVE);
    look(watched, 1);
    assertThat(watched.current()).containsExactly("another file");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 25})
  void aFileThatIsWrittenSlowlyCountsWhenItIsWhole(int pauseOfTheRest) throws IOException {
    Files.writeString(file, "one\n");
    int[] pausesLeft = {0};
    WatchedFile<List<String>> watched =
        new WatchedFile<>(
            file,
            WatchedFileTest::parse,
            clock::get,
            nanos -> {
              if (--pausesLeft[0] == 0) {
                write("two\nthree\n");
              }
            });

    pausesLeft[0] = pauseOfTheRest;
    write("");
    pass(500);
    assertThat(watched.current()).containsExactly("two", "three");

    pausesLeft[0] = pauseOfTheRest;
    write("four\nfi");
    pass(500);
    assertThat(watched.current()).containsExactly("two", "three");
  }

  @Test
  void aContentThatLooksWholeCountsWhenTwoReadsAgree() throws IOException {
    Files.writeString(file, "one\n");
    Iterator<String> more = List.of("three\n", "four\n").iterator();
    boolean[] started = {false};
    WatchedFile<List<String>> watched =
        new WatchedFile<>(
            file,
            WatchedFileTest::parse,
            clock::get,
            nanos -> {
              if (started[0] && more.hasNext()) {
                write(more.next());
              }
            });
    started[0] = true;

    write("two\n");
    pass(500);

    assertThat(watched.current()).containsExactly("four");
  }

  @Test
  void aFileThatDoesNotStopChangingIsAnOutage() throws IOException {
    Files.writeString(file, "one\n");
    int[] writes = {0};
    WatchedFile<List<String>> watched =
        new WatchedFile<>(
            file,
            WatchedFileTest::parse,
            clock::get,
            nanos -> {
              if (writes[0] > 0) {
                write(++writes[0] + "\n");
              }
            });

    writes[0] = 1;
    write("1\n");
    look(watched, 1);

    assertThat(watched.current()).containsExactly("one");
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("it does not stop changing", "stays in force");
  }

  @Test
  void aFileThatIsTooLargeIsAnOutage() throws IOException {
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(64 * 1024 * 1024 + 1);
    }

    assertThat(watch().current()).isNull();
    assertThat(log.lines()).singleElement().asString().contains("more than 67108864 bytes");
  }

  @Test
  void whileOneLooksTheOthersGoOnWithWhatThereIs() throws Exception {
    write("one\n");
    LongLook look = new LongLook();
    write("two\n");
    look.begin();

    assertThat(look.file.current()).containsExactly("one");
    look.end();
    assertThat(look.result()).containsExactly("two");
  }

  @Test
  void whatIsTooOldByThenIsWaitedFor() throws Exception {
    write("one\n");
    LongLook look = new LongLook();
    write("two\n");
    look.begin();
    pass(2_000);

    FutureTask<List<String>> other = look.waitedForByAnother();
    look.end();
    assertThat(other.get()).containsExactly("two");
  }

  @Test
  void whereThereIsNothingYetTheLookIsWaitedFor() throws Exception {
    LongLook look = new LongLook();
    write("one\n");
    look.begin();

    FutureTask<List<String>> other = look.waitedForByAnother();
    look.end();
    assertThat(other.get()).containsExactly("one");
  }

  /** A file, and a look at it by another thread that ends when it shall. */
  private final class LongLook {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final FutureTask<List<String>> look = new FutureTask<>(() -> current());
    private final WatchedFile<List<String>> file;

    /** Looks for the first time, at once. */
    LongLook() {
      boolean[] watching = {false};
      file =
          new WatchedFile<>(
              WatchedFileTest.this.file,
              WatchedFileTest::parse,
              clock::get,
              nanos -> {
                if (watching[0]) {
                  begun.countDown();
                  await(mayEnd);
                }
              });
      watching[0] = true;
    }

    private List<String> current() {
      return requireNonNull(file.current());
    }

    void begin() {
      pass(500);
      new Thread(look).start();
      await(begun);
    }

    void end() {
      mayEnd.countDown();
    }

    List<String> result() throws Exception {
      return look.get();
    }

    FutureTask<List<String>> waitedForByAnother() {
      FutureTask<List<String>> other = new FutureTask<>(() -> current());
      Thread thread = new Thread(other);
      thread.start();
      while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      return other;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void write(String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anEmptiedFileCountsAsEmpty() throws IOException {
    Files.writeString(file, "one\n");
    WatchedFile<List<String>> watched = watch();

    Files.writeString(file, "");
    pass(500);

    assertThat(watched.current()).isEmpty();
  }

  @Test
  void anEmptyFileAtStartCountsAsEmptyRatherThanAbsent() throws IOException {
    Files.writeString(file, "");

    assertThat(watch().current()).isEmpty();
  }

  @Test
  void anUnchangedFileIsNotParsedAgain() throws IOException {
    Files.writeString(file, "one\n");
    WatchedFile<List<String>> watched = watch();
    List<String> first = watched.current();

    pass(500);

    assertThat(watched.current()).isSameAs(first);
  }

  @Test
  void ofADeletedFileTheLastContentStaysInForceAndTheLogSaysSoOnce() throws IOException {
    Files.writeString(file, "one\n");
    WatchedFile<List<String>> watched = watch();

    Files.delete(file);
    for (int look = 0; look < 3; look++) {
      pass(500);
      assertThat(watched.current()).containsExactly("one");
    }

    assertThat(log.lines())
        .containsExactly(
            "SEVERE "
                + file
                + " can't be read (there is no such file): what it last held stays in force.");
  }

  @Test
  void eachOutageHasOneLineAtItsBeginningAndOneAtItsEnd() throws IOException {
    Files.writeString(file, "one\n");
    WatchedFile<List<String>> watched = watch();

    for (int outage = 0; outage < 2; outage++) {
      Files.delete(file);
      look(watched, 2);
      Files.writeString(file, "one\n");
      look(watched, 2);
    }

    assertThat(log.lines())
        .hasSize(4)
        .satisfies(
            lines -> {
              assertThat(lines.get(1)).isEqualTo("INFO " + file + " can be read again.");
              assertThat(lines.get(2)).isEqualTo(lines.get(0));
              assertThat(lines.get(3)).isEqualTo(lines.get(1));
            });
  }

  @Test
  void aFileThatIsAbsentAtStartCountsWhenItAppears() throws IOException {
    WatchedFile<List<String>> watched = watch();
    assertThat(watched.current()).isNull();

    Files.writeString(file, "one\n");
    assertThat(watched.current()).isNull();
    pass(500);

    assertThat(watched.current()).containsExactly("one");
    assertThat(log.lines())
        .containsExactly(
            "SEVERE "
                + file
                + " can't be read (there is no such file): every request is answered 503.",
            "INFO " + file + " can be read again.");
  }

  @Test
  void aFolderInPlaceOfTheFileIsAnOutage() throws IOException {
    Files.createDirectory(file);

    assertThat(watch().current()).isNull();
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDeviceWithoutAnEndIsAnOutageAndNotAHang() {
    WatchedFile<List<String>> endless =
        new WatchedFile<>(Path.of("/dev/zero"), (lines, problems) -> List.of());

    assertThat(endless.current()).isNull();
    assertThat(log.lines()).hasSize(1).first().asString().contains("no regular file");
  }

  @Test
  void contentWithNulIsAnOutageAndTheLastContentStaysInForce() throws IOException {
    Files.writeString(file, "one\n");
    WatchedFile<List<String>> watched = watch();

    Files.writeString(file, "two\0\n");
    look(watched, 3);
    assertThat(watched.current()).containsExactly("one");
    Files.writeString(file, "three\n");
    look(watched, 1);

    assertThat(watched.current()).containsExactly("three");
    assertThat(log.lines())
        .containsExactly(
            "SEVERE "
                + file
                + " can't be read (it is no text: it has a NUL byte): what it last held stays in"
                + " force.",
            "INFO " + file + " can be read again.");
  }

  @Test
  void aBadLineIsLoggedWithFileAndNumberOncePerContent() throws IOException {
    Files.writeString(file, "bad\n");
    WatchedFile<List<String>> watched = watch();

    look(watched, 3);

    assertThat(log.lines()).containsExactly("WARNING " + file + ", line 1: is bad");
  }

  @Test
  void manyBadLinesDoNotFloodTheLog() throws IOException {
    Files.writeString(file, "bad\n".repeat(1_025));

    watch();

    assertThat(log.lines())
        .hasSize(21)
        .contains("WARNING " + file + ", line 20: is bad")
        .last()
        .isEqualTo("WARNING " + file + ": 1,005 more lines like these");
  }

  @Test
  void noLineOfTheLogShowsAHash() throws IOException {
    String hash = "$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.";
    Files.writeString(file, "bob:" + hash + "x\n:" + hash + "\n" + hash + "\nbob:" + hash + "\n");
    WatchedFile<HtpasswdFile> watched =
        new WatchedFile<>(
            file,
            (lines, problems) -> HtpasswdFile.parse(lines, problems, HashPolicy.DEFAULT),
            clock::get,
            nanos -> {});
    Files.writeString(file, "bob:" + hash + "\0");
    pass(500);
    watched.current();

    assertThat(log.lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).doesNotContain("apr1$", "tbmxfzeD7", "Nvx9"));
  }

  private WatchedFile<List<String>> watch() {
    return new WatchedFile<>(file, WatchedFileTest::parse, clock::get, nanos -> {});
  }

  private static List<String> parse(TextLines text, WatchedFile.Problems problems) {
    List<String> lines = new ArrayList<>();
    text.forEach(
        (number, line) -> {
          if (line.equals("bad")) {
            problems.at(number, "is bad");
          }
          lines.add(line);
        },
        problems);
    return lines;
  }

  private void look(WatchedFile<List<String>> watched, int times) {
    for (int i = 0; i < times; i++) {
      pass(500);
      watched.current();
    }
  }

  private void pass(long milliseconds) {
    clock.addAndGet(MILLISECONDS.toNanos(milliseconds));
  }
}
