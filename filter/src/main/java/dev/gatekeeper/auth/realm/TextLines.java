package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * The lines of a text file that are neither blank nor comments, read as Apache does: ends may be LF
 * or CRLF, the last may lack one, and white space around a line does not count. A byte order mark
 * is dropped.
 */
final class TextLines {

  /** Takes a line, trimmed. */
  @FunctionalInterface
  interface LineReader {
    void read(int number, String line);
  }

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final byte[] content;

  private TextLines(byte[] content) {
    this.content = content;
  }

  /**
   * @throws IOException if the content is no text
   */
  static TextLines of(byte[] content) throws IOException {
    for (byte b : content) {
      if (b == 0) {
        throw new IOException("it is no text: it has a NUL byte");
      }
    }
    return new TextLines(content);
  }

  /** Reads line by line; a line that is not UTF-8 is a problem of that line alone. */
  void forEach(LineReader reader, WatchedFile.Problems problems) {
    int start =
        Arrays.equals(
                content, 0, Math.min(3, content.length), BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
            ? BYTE_ORDER_MARK.length
            : 0;
    for (int number = 1; start < content.length; number++) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      read(number, ByteBuffer.wrap(content, start, end - start), reader, problems);
      start = end + 1;
    }
  }

  private static void read(
      int number, ByteBuffer bytes, LineReader reader, WatchedFile.Problems problems) {
    String line;
    try {
      line = trim(UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      problems.at(number, "the line is not UTF-8 and does not count");
      return;
    }
    if (!line.isEmpty() && !line.startsWith("#")) {
      reader.read(number, line);
    }
  }

  /** White space as C's isspace has it: a no-break space belongs to the name that it edges. */
  static String trim(String line) {
    int start = 0;
    int end = line.length();
    while (start < end && isSpace(line.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(start, end);
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
