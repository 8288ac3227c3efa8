package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any bytes as an htgroup file: a line gives its own members its own group, and nothing else. */
class HtgroupFileFuzzTest {

  private static final String GOOD = "admin: ann\nwriter: ann bob\n";

  private static final Pattern GROUP_AND_MEMBERS =
      Pattern.compile("([^:\\p{Cc}]+?)\\s*:(.*)", Pattern.DOTALL);

  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  @FuzzTest
  void aLineGivesItsMembersItsGroupAndNothingElse(byte[] content) throws IOException {
    AnyFile file = AnyFile.of(content);
    if (file.hasNul()) {
      assertThatIOException().isThrownBy(() -> ReadHtgroup.of(content));
      return;
    }
    ReadHtgroup read = ReadHtgroup.of(content);
    ReadHtgroup crlf = ReadHtgroup.of(file.withCrlf().content());
    List<String> lines = file.lines();
    Map<String, Set<String>> groups = groupsByMember(lines);
    for (String line : file.allLines()) {
      for (String word : line.split("[\\s:]+", -1)) {
        assertThat(read.groupsOf(word)).isEqualTo(groups.getOrDefault(word, Set.of()));
        assertThat(crlf.groupsOf(word)).isEqualTo(read.groupsOf(word));
      }
    }
    groups.forEach((member, itsGroups) -> assertThat(read.groupsOf(member)).isEqualTo(itsGroups));
    assertThat(crlf.problems()).isEqualTo(read.problems());
    assertProblemsAreFitForALog(read.problems(), lines.size());
    assertGoodLinesStayGood(file, groups);
  }

  private static Map<String, Set<String>> groupsByMember(List<String> lines) {
    Map<String, Set<String>> groups = new HashMap<>();
    for (String line : lines) {
      Matcher matcher = GROUP_AND_MEMBERS.matcher(line);
      if (matcher.matches() && CleanName.is(matcher.group(1))) {
        for (String member : matcher.group(2).split("\\s+", -1)) {
          groups.computeIfAbsent(member, m -> new HashSet<>()).add(matcher.group(1));
        }
      }
    }
    groups.remove("");
    return groups;
  }

  private static void assertProblemsAreFitForALog(List<String> problems, int lines) {
    int last = 0;
    for (String problem : problems) {
      int number = Integer.parseInt(problem.split(": ", 2)[0]);
      assertThat(number).isGreaterThan(last).isLessThanOrEqualTo(lines);
      assertThat(problem).doesNotContainPattern(CONTROL);
      last = number;
    }
  }

  private static void assertGoodLinesStayGood(AnyFile file, Map<String, Set<String>> groups)
      throws IOException {
    ReadHtgroup good = ReadHtgroup.of(GOOD.getBytes(UTF_8));
    ReadHtgroup before = ReadHtgroup.of(file.before(GOOD).content());
    ReadHtgroup after = ReadHtgroup.of(file.after(GOOD).content());
    for (String user : List.of("ann", "bob")) {
      assertThat(good.groupsOf(user)).isNotEmpty();
      if (!groups.containsKey(user)) {
        assertThat(before.groupsOf(user)).isEqualTo(good.groupsOf(user));
        assertThat(after.groupsOf(user)).isEqualTo(good.groupsOf(user));
      }
    }
  }
}
