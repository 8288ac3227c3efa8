package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {

  private final FileProblems problems = new FileProblems();

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void linesAreReadAsApacheDoes(String what, String text, List<String> lines) throws IOException {
    assertThat(read(text.getBytes(UTF_8))).isEqualTo(lines);
    assertThat(problems.found()).isEmpty();
  }

  static Stream<Arguments> linesAreReadAsApacheDoes() {
    return Stream.of(
        arguments("empty", "", List.of()),
        arguments("LF", "a\nb\n", List.of("1 a", "2 b")),
        arguments("CRLF", "a\r\nb\r\n", List.of("1 a", "2 b")),
        arguments("no final newline", "a\nb", List.of("1 a", "2 b")),
        arguments("byte order mark", "\ufeffa\nb\n", List.of("1 a", "2 b")),
        arguments("byte order mark alone", "\ufeff", List.of()),
        arguments("no mark but at the beginning", "a\n\ufeffb", List.of("1 a", "2 \ufeffb")),
        arguments("shorter than a mark", "a", List.of("1 a")),
        arguments("blank lines count as numbers", "\n \t\n\r\na\n\n", List.of("4 a")),
        arguments("comments count as numbers", "#x\n  # y\na#z\n", List.of("3 a#z")),
        arguments("comment after a mark", "\ufeff#x\na", List.of("2 a")),
        arguments("white space around", " \t\u000b\f a b \t\r\n", List.of("1 a b")),
        arguments("no-break space stays", "\u00a0a\u00a0\n", List.of("1 \u00a0a\u00a0")),
        arguments("other controls stay", "\u0001a\u0085\n", List.of("1 \u0001a\u0085")),
        arguments("a lone CR ends no line", "a\rb\n", List.of("1 a\rb")));
  }

  @Test
  void aLineThatIsNotUtf8CostsThatLineAlone() throws IOException {
    assertThat(read("a\nren\u00e9:secret\nb\n".getBytes(ISO_8859_1))).containsExactly("1 a", "3 b");
    assertThat(problems.found()).containsExactly("2: the line is not UTF-8 and does not count");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\nb\0c\n", "#\0"})
  void aFileWithNulIsNoText(String content) {
    assertThatIOException()
        .isThrownBy(() -> TextLines.of(content.getBytes(UTF_8)))
        .withMessage("it is no text: it has a NUL byte");
  }

  private List<String> read(byte[] content) throws IOException {
    List<String> lines = new ArrayList<>();
    TextLines.of(content).forEach((number, line) -> lines.add(number + " " + line), problems);
    return lines;
  }
}
