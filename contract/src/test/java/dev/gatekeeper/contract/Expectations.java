package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/** A table of what each container does: a line for each case, a column for each container. */
final class Expectations {

  static final Expectations FRAMING = new Expectations("framing.csv");
  static final Expectations TARGETS = new Expectations("targets.csv");
  static final Expectations HABITS = new Expectations("habits.csv");

  private final String file;
  private final List<List<String>> lines;

  private Expectations(String file) {
    this.file = file;
    this.lines = read(file);
  }

  /** The cases. */
  Stream<String> rows() {
    return lines.stream().skip(1).map(line -> line.get(0));
  }

  /** What a container does in a case. */
  String of(String row, String container) {
    int column = lines.get(0).indexOf(container);
    if (column < 0) {
      throw new AssertionError(file + " has no column for " + container);
    }
    return lines.stream()
        .filter(line -> line.get(0).equals(row))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " has no line for " + row))
        .get(column);
  }

  private static List<List<String>> read(String file) {
    try (InputStream table = Expectations.class.getResourceAsStream(file)) {
      return new String(requireNonNull(table).readAllBytes(), UTF_8)
          .lines()
          .map(line -> Stream.of(line.split(" ; ", -1)).map(String::strip).toList())
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
