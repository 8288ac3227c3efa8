package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/** The table {@code framing.csv}: a line for each vector, a column for each container. */
final class FramingAnswers {

  static final String ONE_CLEAN_REQUEST = "one";

  /** After a status: the connection stays open, since the end of the request is not in doubt. */
  static final String KEPT = " kept";

  private static final List<List<String>> ROWS = read();

  private FramingAnswers() {}

  /** A status, perhaps with {@link #KEPT}, or {@link #ONE_CLEAN_REQUEST}. */
  static String of(String vector, String container) {
    int column = ROWS.get(0).indexOf(container);
    if (column < 0) {
      throw new AssertionError("framing.csv has no column for " + container);
    }
    return ROWS.stream()
        .filter(row -> row.get(0).equals(vector))
        .findFirst()
        .orElseThrow(() -> new AssertionError("framing.csv has no line for " + vector))
        .get(column);
  }

  private static List<List<String>> read() {
    try (InputStream table = FramingAnswers.class.getResourceAsStream("framing.csv")) {
      return new String(requireNonNull(table).readAllBytes(), UTF_8)
          .lines()
          .map(line -> Stream.of(line.split(";", -1)).map(String::strip).toList())
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
