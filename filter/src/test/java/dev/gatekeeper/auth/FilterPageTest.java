package dev.gatekeeper.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/filter.md to the parameters, and to the examples that the build runs. */
class FilterPageTest {

  private static final Path ROOT = Path.of("..");
  private static final String PAGE = read(ROOT.resolve("docs/filter.md"));

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([^|]+) \\| [^|]+ \\|$");
  private static final Pattern CODE =
      Pattern.compile(
          "(?ms)^```(?:java|xml(?=\\n<filter>)|properties(?=\\nbasic-auth))\\n(.*?)^```");
  private static final Pattern NAME_IN_ACCESS_LOG =
      Pattern.compile(Pattern.quote("%{" + BasicAuthFilter.USER_ATTRIBUTE + "}") + "\\w+");
  private static final Pattern REVISION = Pattern.compile("<revision>(.*)</revision>");

  @Test
  void theTableHasEveryParameterAndNoOther() {
    assertThat(defaults().keySet()).isEqualTo(FilterParameters.NAMES);
  }

  static Stream<Map.Entry<String, String>> defaultsThatCanBeWritten() {
    return defaults().entrySet().stream().filter(row -> row.getValue().startsWith("`"));
  }

  @ParameterizedTest
  @MethodSource("defaultsThatCanBeWritten")
  void aDefaultOfTheTableIsTheDefault(Map.Entry<String, String> row) {
    String value = row.getValue().replace("`", "");

    assertThat(options(Map.of(row.getKey(), value))).isEqualTo(options(Map.of()));
  }

  @Test
  void onlyTheseHaveADefaultThatCannotBeWritten() {
    Map<String, String> others = defaults();
    others.values().removeIf(value -> value.startsWith("`"));

    assertThat(others)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "htpasswd-file", "none",
                "htgroup-file", "none",
                "open-paths", "none",
                "trusted-proxies", "none",
                "checks-at-once", "half of the processors"));
  }

  @Test
  void theCodeIsThatOfTheExamples() throws IOException {
    String examples = withoutSpace(examples());
    List<String> blocks = CODE.matcher(PAGE).results().map(code -> code.group(1)).toList();

    assertThat(blocks).hasSizeGreaterThan(5);
    assertThat(blocks.stream().filter(code -> !examples.contains(withoutSpace(code))))
        .as("code of docs/filter.md that is in no file of examples/")
        .isEmpty();
  }

  @Test
  void whatNamesTheUserInAccessLogsIsTriedByTheExamples() throws IOException {
    String examples = examples();
    List<String> names =
        NAME_IN_ACCESS_LOG.matcher(PAGE).results().map(name -> name.group()).toList();

    assertThat(names).hasSizeGreaterThan(1);
    assertThat(names.stream().filter(name -> !examples.contains(name + " "))).isEmpty();
  }

  @Test
  void theDependencyIsOfThisVersion() {
    String revision =
        REVISION
            .matcher(read(ROOT.resolve("pom.xml")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    assertThat(PAGE).contains("<version>" + revision + "</version>");
  }

  private static Map<String, String> defaults() {
    return ROW.matcher(PAGE)
        .results()
        .collect(
            Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
  }

  private static FilterOptions options(Map<String, String> texts) {
    return FilterOptions.of(new ParameterValues(texts));
  }

  /** All sources of the examples, one after another. */
  private static String examples() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
      return files
          .filter(file -> file.toString().matches(".*/src/.*\\.(java|xml|properties)"))
          .map(FilterPageTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  /** How lines are broken may differ. */
  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
