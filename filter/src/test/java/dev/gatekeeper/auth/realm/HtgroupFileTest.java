package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HtgroupFileTest {

  private final FileProblems problems = new FileProblems();

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aUserIsInTheGroupsThatNameIt(String what, String content, Set<String> groupsOfBob)
      throws IOException {
    assertThat(parse(content).groupsOf("bob")).isEqualTo(groupsOfBob);
    assertThat(problems.found()).isEmpty();
  }

  static Stream<Arguments> aUserIsInTheGroupsThatNameIt() {
    return Stream.of(
        arguments("alone", "admin: bob", Set.of("admin")),
        arguments("no space", "admin:bob", Set.of("admin")),
        arguments("among others", "admin: eve bob ann\n", Set.of("admin")),
        arguments("several groups", "admin: bob\nwriter: bob\n", Set.of("admin", "writer")),
        arguments("second line of a group", "admin: eve\nadmin: bob\n", Set.of("admin")),
        arguments("named twice", "admin: bob bob\nadmin: bob\n", Set.of("admin")),
        arguments("tabs and spaces", "\tadmin \t:\t eve \t bob\t\r\n", Set.of("admin")),
        arguments("in none", "admin: eve bobby Bob\n", Set.of()),
        arguments("group of the same name", "bob: eve\n", Set.of()),
        arguments("comment", "# admin: bob\n", Set.of()),
        arguments("empty", "", Set.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "admin bob, 1: there is no 'group:' at the beginning",
    ": bob,     1: there is no 'group:' at the beginning",
    "admin:,    1: group 'admin' has no members",
    "'\u0001admin: bob',        1: the group name has a control character",
    "'admin\u0001: bob',        1: the group name has a control character",
    "'\u0001: bob',             1: the group name has a control character",
    "'site\u001b[2J admin:',    1: the group name has a control character",
  })
  void aBadLineCostsThatLineAlone(String line, String problem) throws IOException {
    HtgroupFile file = parse(line + "\nwriter: bob\n");

    assertThat(file.groupsOf("bob")).containsExactly("writer");
    assertThat(problems.found()).containsExactly(problem);
  }

  @Test
  void membersOfALaterLineAddToThoseOfAnEarlierOne() throws IOException {
    HtgroupFile file = parse("admin: eve\nwriter: ann\nadmin: bob\n");

    assertThat(file.groupsOf("eve")).containsExactly("admin");
    assertThat(file.groupsOf("bob")).containsExactly("admin");
    assertThat(file.groupsOf("ann")).containsExactly("writer");
  }

  private HtgroupFile parse(String content) throws IOException {
    return HtgroupFile.parse(TextLines.of(content.getBytes(UTF_8)), problems);
  }
}
