package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.UnusableHashException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtpasswdContentTest {

  /** Of the password {@code s3cret pass}. */
  private static final String NEW = "$apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1";

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aUserIsAddedAtTheEndOrChangedInPlace(String what, String before, String after)
      throws IOException {
    assertThat(text(content(before).with("bob", NEW))).isEqualTo(after.formatted(NEW));
  }

  static Stream<Arguments> aUserIsAddedAtTheEndOrChangedInPlace() {
    return Stream.of(
        arguments("empty", "", "bob:%s\n"),
        arguments("byte order mark alone", "\ufeff", "\ufeffbob:%s\n"),
        arguments("new", "ann:x\n", "ann:x\nbob:%s\n"),
        arguments("new, no line end before", "ann:x", "ann:x\nbob:%s\n"),
        arguments("new among CRLF", "ann:x\r\n", "ann:x\r\nbob:%s\r\n"),
        arguments("new, no CRLF before", "ann:x\r\neve:y", "ann:x\r\neve:y\r\nbob:%s\r\n"),
        arguments("new after a comment", "# bob:x\n\n", "# bob:x\n\nbob:%s\n"),
        arguments("in place", "ann:x\nbob:old\neve:y\n", "ann:x\nbob:%s\neve:y\n"),
        arguments("no line end", "ann:x\nbob:old", "ann:x\nbob:%s"),
        arguments("CRLF", "bob:old\r\neve:y\r\n", "bob:%s\r\neve:y\r\n"),
        arguments("byte order mark", "\ufeffbob:old\n", "\ufeffbob:%s\n"),
        arguments("white space", " \tbob:old \t\r\n", " \tbob:%s \t\r\n"),
        arguments("comment", "bob:old:room 3: left\n", "bob:%s:room 3: left\n"),
        arguments("empty comment", "bob:old:\r\n", "bob:%s:\r\n"),
        arguments("no hash yet", "bob:\neve:y\n", "bob:%s\neve:y\n"),
        arguments("no hash, comment", "bob::room 3\n", "bob:%s:room 3\n"),
        arguments("no hash, no line end", "bob:", "bob:%s"),
        arguments("first of two", "bob:old\neve:y\nbob:z\n", "bob:%s\neve:y\nbob:z\n"),
        arguments("longer name", "bobby:x\nbo:y\nBob:z\n", "bobby:x\nbo:y\nBob:z\nbob:%s\n"),
        arguments("name without colon", "bob\n", "bob\nbob:%s\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aUserIsRemovedWithAllLines(String what, String before, String after) throws IOException {
    assertThat(text(content(before).without("bob"))).isEqualTo(after);
  }

  static Stream<Arguments> aUserIsRemovedWithAllLines() {
    return Stream.of(
        arguments("empty", "", ""),
        arguments("not there", "ann:x\n#bob:y\nbobby:z", "ann:x\n#bob:y\nbobby:z"),
        arguments("alone", "bob:x\n", ""),
        arguments("after a byte order mark", "\ufeffbob:x\neve:y\n", "\ufeffeve:y\n"),
        arguments("in the middle", "ann:x\r\nbob:y:z\r\neve:y\r\n", "ann:x\r\neve:y\r\n"),
        arguments("last, no line end", "ann:x\nbob:y", "ann:x\n"),
        arguments("white space", "ann:x\n\tbob:y \neve:y", "ann:x\neve:y"),
        arguments("twice", "bob:x\nann:x\nbob:y\n", "ann:x\n"),
        arguments("broken hash", "bob:!\nann:x\n", "ann:x\n"));
  }

  /** What has nothing to do with bob stays byte for byte, be it as odd as it will. */
  @RepeatedTest(300)
  void otherLinesAreKeptByteForByte(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    List<String> others = new ArrayList<>();
    StringBuilder file = new StringBuilder(random.nextInt(4) == 0 ? "\u00ef\u00bb\u00bf" : "");
    int lines = random.nextInt(8);
    for (int i = 0; i < lines; i++) {
      String line = pick(random, OTHER_LINES) + (i < lines - 1 ? pick(random, LINE_ENDS) : "\n");
      others.add(line);
      file.append(line);
      if (random.nextInt(4) == 0) {
        file.append(pick(random, LINES_OF_BOB)).append(pick(random, LINE_ENDS));
      }
    }
    HtpasswdContent content = content(file.toString().getBytes(ISO_8859_1));

    HtpasswdContent changed = content.with("bob", NEW);
    assertThat(changed.users()).containsAll(content.users()).contains("bob");
    assertThat(changed.hashOf("bob", HashPolicy.DEFAULT).orElseThrow().matches("s3cret pass"))
        .isTrue();
    String withoutBob = bytes(changed.without("bob"));
    assertThat(withoutBob).isEqualTo(bytes(content.without("bob")));
    assertThat(withoutBob.replace("\u00ef\u00bb\u00bf", "")).isEqualTo(String.join("", others));
    assertThat(bytes(changed.with("bob", NEW))).isEqualTo(bytes(changed));
  }

  private static final List<String> OTHER_LINES =
      List.of(
          "",
          "  ",
          "# bob:commented",
          "ann:" + NEW,
          "ann:x:y:z",
          " eve :x",
          "eve",
          "bobby:x",
          "ren\u00e9:in Latin-1",
          "r\u00c3\u00a9n\u00c3\u00a9:in UTF-8",
          ":x",
          "::",
          "\u00c2\u00a0bob:x",
          "bo\rb:x");
  private static final List<String> LINES_OF_BOB =
      List.of("bob:x", "bob:" + NEW + ":room 3", "\tbob: x ", "bob:", "bob:!");
  private static final List<String> LINE_ENDS = List.of("\n", "\r\n", " \n");

  private static String pick(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @Test
  void theUsersAreThoseThatAreReadInTheOrderOfTheFile() throws IOException {
    HtpasswdContent content =
        content("\ufeffeve:x\n# no:x\n\nbob:" + NEW + ":c\n ann:!\neve:y\n:x\nnobody\n\u00a0z:x\n");

    assertThat(content.users()).containsExactly("eve", "bob", "ann");
  }

  @Test
  void theFirstLineOfAUserHasTheHash() throws Exception {
    HtpasswdContent content = content("bob:" + NEW + ":c\nbob:!\nann:!\n");

    assertThat(content.hashOf("bob", HashPolicy.DEFAULT).orElseThrow().matches("s3cret pass"))
        .isTrue();
    assertThat(content.hashOf("eve", HashPolicy.DEFAULT)).isEmpty();
    assertThatExceptionOfType(UnusableHashException.class)
        .isThrownBy(() -> content.hashOf("ann", HashPolicy.DEFAULT));
  }

  @Test
  void aFileOfAnotherKindIsKnownByALineWithoutColon() throws IOException {
    assertThat(content("# c\n\nbob:x\n \nhello\nworld\n").lineWithoutColon()).hasValue(5);
    assertThat(content("# c\n\nbob:x\n::\n").lineWithoutColon()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bo:b", "#bob", "bob\n", " bob", "bo\0b"})
  void aNameThatCouldNotBeReadIsNotWritten(String user) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HtpasswdContent.empty().with(user, NEW))
        .withMessageStartingWith("The user name ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s3cret", "{PLAIN}s3cret", "*", "!", NEW + "\n", NEW + ":", NEW + " "})
  void whatIsNoHashIsNotWrittenAndNotShown(String hash) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HtpasswdContent.empty().with("bob", hash))
        .withMessageStartingWith("The new hash can't be used: ")
        .withMessageNotContainingAny("s3cret", "73myr5");
  }

  @Test
  void noTextShowsAHash() throws IOException {
    HtpasswdContent content = content("bob:" + NEW + "\n");

    assertThat(Set.of(content.toString(), content.lines().lines().toString()))
        .noneMatch(text -> text.contains("apr1"));
  }

  private static HtpasswdContent content(String text) throws IOException {
    return content(text.getBytes(UTF_8));
  }

  private static HtpasswdContent content(byte[] bytes) throws IOException {
    return new HtpasswdContent(RawLines.of(bytes));
  }

  private static String text(HtpasswdContent content) {
    return new String(content.lines().toBytes(), UTF_8);
  }

  private static String bytes(HtpasswdContent content) {
    return new String(content.lines().toBytes(), ISO_8859_1);
  }
}
