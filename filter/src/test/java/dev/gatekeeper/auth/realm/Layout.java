package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * How a file of lines may look without saying anything else.
 *
 * @param beginning of the file
 * @param before each line: lines that do not count, in turn
 * @param indent before what a line says
 * @param end of each line but the last
 * @param ending of the file
 */
record Layout(String beginning, List<String> before, String indent, String end, String ending) {

  static Arbitrary<Layout> any() {
    return Combinators.combine(
            Arbitraries.of("", "\ufeff"),
            Arbitraries.of("", "\n", " \t\r\n", "# ann:x\n", "#\r\n", " # admin: ann\n", "\u000b\n")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5),
            Arbitraries.of("", " ", "\t \f"),
            Arbitraries.of("\n", "\r\n", " \t\n"),
            Arbitraries.of("", "\n", "\r\n", "\n\n", "\n#"))
        .as(Layout::new);
  }

  byte[] write(List<String> lines) {
    StringBuilder file = new StringBuilder(beginning);
    for (int i = 0; i < lines.size(); i++) {
      file.append(before.get(i % before.size())).append(indent).append(lines.get(i));
      file.append(i < lines.size() - 1 ? end : ending);
    }
    return file.toString().getBytes(UTF_8);
  }
}
