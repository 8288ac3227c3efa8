package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HtgroupContentTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aMemberIsAddedToTheFirstLineOfTheGroup(String what, String before, String after)
      throws IOException {
    HtgroupContent changed = content(before).with("admin", "bob");

    assertThat(text(changed)).isEqualTo(after);
    assertThat(changed.membersOf("admin")).contains("bob");
  }

  static Stream<Arguments> aMemberIsAddedToTheFirstLineOfTheGroup() {
    return Stream.of(
        arguments("empty", "", "admin: bob\n"),
        arguments("new group", "# groups\nwriter: bob", "# groups\nwriter: bob\nadmin: bob\n"),
        arguments("new group, CRLF", "writer: bob\r\n", "writer: bob\r\nadmin: bob\r\n"),
        arguments("among others", "admin: ann eve\n", "admin: ann eve bob\n"),
        arguments("no space", "admin:ann\n", "admin:ann bob\n"),
        arguments("no members", "admin:\nwriter: ann\n", "admin: bob\nwriter: ann\n"),
        arguments("white space", "\tadmin : ann \t\r\n", "\tadmin : ann bob \t\r\n"),
        arguments("byte order mark", "\ufeffadmin: ann", "\ufeffadmin: ann bob"),
        arguments("several lines", "admin: ann\nadmin: eve\n", "admin: ann bob\nadmin: eve\n"),
        arguments("there already", "admin: ann  bob\n", "admin: ann  bob\n"),
        arguments("in a later line", "admin: ann\nadmin: bob\n", "admin: ann\nadmin: bob\n"),
        arguments("longer names", "admins: bob\nadmin: bobby\n", "admins: bob\nadmin: bobby bob\n"),
        arguments("comment", "#admin: ann\n", "#admin: ann\nadmin: bob\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aMemberIsRemovedFromEachLineOfTheGroup(String what, String before, String after)
      throws IOException {
    assertThat(text(content(before).without("admin", "bob"))).isEqualTo(after);
  }

  static Stream<Arguments> aMemberIsRemovedFromEachLineOfTheGroup() {
    return Stream.of(
        arguments("empty", "", ""),
        arguments("first", "admin: bob ann eve\n", "admin: ann eve\n"),
        arguments("middle", "admin: ann bob eve\n", "admin: ann eve\n"),
        arguments("last", "admin: ann eve bob\r\n", "admin: ann eve\r\n"),
        arguments("no space, no line end", "admin:ann bob", "admin:ann"),
        arguments("white space", " admin :\tann\tbob  eve \n", " admin :\tann  eve \n"),
        arguments("alone", "# groups\nadmin: bob\nwriter: bob\n", "# groups\nwriter: bob\n"),
        arguments("twice", "admin: bob ann bob\nadmin: bob\n", "admin: ann\n"),
        arguments("not there", "admin: ann bobby\n", "admin: ann bobby\n"),
        arguments("empty group stays", "admin:\nwriter: bob\n", "admin:\nwriter: bob\n"),
        arguments("no group", "bob\n: bob\n#admin: bob\n", "bob\n: bob\n#admin: bob\n"));
  }

  @Test
  void aDeletedUserIsRemovedFromAllGroups() throws IOException {
    HtgroupContent content = content("admin: bob ann\nmy team: bob eve\nwriter: bob\n#: bob\n");

    assertThat(text(content.without("bob"))).isEqualTo("admin: ann\nmy team: eve\n#: bob\n");
  }

  @Test
  void linesThatAreNotUtf8AreKeptByteForByte() throws IOException {
    byte[] latin1 = "# \u00fcber\nadmin: ren\u00e9 bob\nwriter: eve\n".getBytes(ISO_8859_1);
    HtgroupContent content = new HtgroupContent(RawLines.of(latin1));

    assertThat(content.without("bob").lines().toBytes()).isEqualTo(latin1);
    assertThat(new String(content.with("writer", "b\u00f6b").lines().toBytes(), ISO_8859_1))
        .isEqualTo("# \u00fcber\nadmin: ren\u00e9 bob\nwriter: eve b\u00c3\u00b6b\n");
  }

  @Test
  void namesOutsideAsciiAreFoundAgain() throws IOException {
    HtgroupContent content = content("admin: r\u00e9n\u00e9\n").with("admin", "\u6f22");

    assertThat(text(content)).isEqualTo("admin: r\u00e9n\u00e9 \u6f22\n");
    assertThat(text(content.without("admin", "r\u00e9n\u00e9"))).isEqualTo("admin: \u6f22\n");
  }

  @Test
  void theGroupsAreThoseThatAreReadInTheOrderOfTheFile() throws IOException {
    HtgroupContent content = content("writer: eve bob\nadmin: bob\nwriter: ann eve\nnone:\nx\n");

    assertThat(content.groups())
        .containsExactly(
            Map.entry("writer", Set.of("eve", "bob", "ann")), Map.entry("admin", Set.of("bob")));
    assertThat(List.copyOf(content.membersOf("writer"))).containsExactly("eve", "bob", "ann");
    assertThat(content.membersOf("none")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "my team, bob,       The group name has white space",
    "a:b,     bob,       The group name has a colon.",
    "'',      bob,       The group name is empty.",
    "#admin,  bob,       The group name begins with '#'",
    "admin,   bob smith, The user name has white space",
    "admin,   b:ob,      The user name has a colon.",
    "admin,   '',        The user name is empty.",
  })
  void aNameThatCouldNotBeReadIsNotWritten(String group, String user, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HtgroupContent.empty().with(group, user))
        .withMessageStartingWith(message);
  }

  private static HtgroupContent content(String text) throws IOException {
    return new HtgroupContent(RawLines.of(text.getBytes(UTF_8)));
  }

  private static String text(HtgroupContent content) {
    return new String(content.lines().toBytes(), UTF_8);
  }
}
