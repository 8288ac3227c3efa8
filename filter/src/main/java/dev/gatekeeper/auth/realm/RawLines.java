package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file with every byte kept: line ends, white space, comments, and what is no
 * UTF-8. Immutable.
 */
final class RawLines {

  /**
   * A line.
   *
   * @param bytes all of it, one character a byte, with its line end
   * @param text what {@link TextLines} makes of it, or null if it does not count
   */
  record Line(String bytes, @Nullable String text) {

    /** This line, still one that counts, with other bytes. */
    Line changedTo(String changed) {
      return new Line(changed, TextLines.trim(new String(changed.getBytes(ISO_8859_1), UTF_8)));
    }

    @Override
    public String toString() {
      return "Line";
    }
  }

  static final RawLines NONE = new RawLines("", List.of());

  private static final String BYTE_ORDER_MARK = bytesOf("\ufeff");

  private final String mark;
  private final List<Line> lines;

  private RawLines(String mark, List<Line> lines) {
    this.mark = mark;
    this.lines = List.copyOf(lines);
  }

  /**
   * @throws IOException if the content is no text
   */
  static RawLines of(byte[] content) throws IOException {
    Map<Integer, String> texts = new HashMap<>();
    TextLines.of(content).forEach(texts::put, (line, what) -> {});
    String bytes = new String(content, ISO_8859_1);
    String mark = bytes.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    List<Line> lines = new ArrayList<>();
    for (int start = mark.length(); start < bytes.length(); ) {
      int lineFeed = bytes.indexOf('\n', start);
      int end = lineFeed < 0 ? bytes.length() : lineFeed + 1;
      lines.add(new Line(bytes.substring(start, end), texts.get(lines.size() + 1)));
      start = end;
    }
    return new RawLines(mark, lines);
  }

  /** The UTF-8 bytes of a text, one character a byte. */
  static String bytesOf(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** Where the white space begins in which a line ends. */
  static int endOfText(String bytes) {
    int end = bytes.length();
    while (end > 0 && TextLines.isSpace(bytes.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  List<Line> lines() {
    return lines;
  }

  byte[] toBytes() {
    StringBuilder bytes = new StringBuilder(mark);
    lines.forEach(line -> bytes.append(line.bytes()));
    return bytes.toString().getBytes(ISO_8859_1);
  }

  /** With a line at the end, which ends as the first one does. */
  RawLines withLine(String text) {
    String end = !lines.isEmpty() && lines.get(0).bytes().endsWith("\r\n") ? "\r\n" : "\n";
    List<Line> more = new ArrayList<>(lines);
    if (!lines.isEmpty()) {
      Line last = lines.get(lines.size() - 1);
      if (!last.bytes().endsWith("\n")) {
        more.set(lines.size() - 1, new Line(last.bytes() + end, last.text()));
      }
    }
    more.add(new Line(bytesOf(text) + end, text));
    return new RawLines(mark, more);
  }

  RawLines withLine(int index, Line line) {
    List<Line> changed = new ArrayList<>(lines);
    changed.set(index, line);
    return new RawLines(mark, changed);
  }

  /** With what a change makes of each line: the same, another, or nothing. */
  RawLines map(Function<Line, Optional<Line>> change) {
    return new RawLines(mark, lines.stream().flatMap(line -> change.apply(line).stream()).toList());
  }
}
