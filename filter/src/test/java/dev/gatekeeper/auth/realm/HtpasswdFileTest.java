package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtpasswdFileTest {

  /** Of the password {@code s3cret pass}. */
  private static final String BCRYPT =
      "$2y$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga";

  /** Of the password {@code a:b:c}. */
  private static final String APR1 = "$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.";

  private final FileProblems problems = new FileProblems();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob:%s",
        "bob:%s\n",
        "bob:%s\r\n",
        "\ufeffbob:%s\r\n",
        "# users\r\n\r\n  bob:%s  \r\n",
        "bob:%s:Bob of the lab: room 3\n",
        "bob:%s:\n",
        "eve:x\nbob:%s\n",
      })
  void aUserIsFoundWhateverTheFilesMakeUp(String format) throws IOException {
    HtpasswdFile file = parse(format.formatted(APR1));

    assertThat(requireNonNull(file.hashOf("bob")).matches("a:b:c")).isTrue();
    assertThat(file.hashOf("eve")).isNull();
    assertThat(file.hashOf("Bob")).isNull();
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "bob|there is no colon between user and hash",
        "$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|there is no colon between user and hash",
        "bob:|user 'bob' can't log in: there is no hash",
        "bob::comment|user 'bob' can't log in: there is no hash",
        "bob:*|user 'bob' can't log in: there is no hash but a mark that locks the user out",
        "bob:!|user 'bob' can't log in: there is no hash but a mark that locks the user out",
        "bob:*0|user 'bob' can't log in: there is no hash but the mark of crypt that hashing"
            + " failed",
        "pc7$:secret|user 'pc7$' can't log in: the hash is of no known format",
        "bob:secret|user 'bob' can't log in: the hash is of no known format",
        "bob:{SHA}W6ph|user 'bob' can't log in: the {SHA} hash is not the base64 of 20 bytes",
        "administrator:x|user 'administrator' can't log in: the hash is of no known format",
        "bob:$apr1$UxNVvTzv$tbmxfzeD7|user 'bob' can't log in: the apr1 hash is cut or damaged",
        "bob:$2y$04$MWcjdz6TyfxIAKAoi|user 'bob' can't log in: the bcrypt hash is cut or damaged",
        ":$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|the user name is empty",
        "\u00a0bob:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|the user name begins or ends with white"
            + " space",
        "bob\u00a0:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|the user name begins or ends with white"
            + " space",
        "bob :$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|the user name begins or ends with white space",
        "\u3000bob:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|the user name begins or ends with white"
            + " space",
        "bob\u2028:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|the user name begins or ends with white"
            + " space",
        "bob\u0085:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|the user name has a control character",
        "bo\u0001b:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|the user name has a control character",
        "bo\u001b[2Jb:x|the user name has a control character",
        "bo\tb:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.|the user name has a control character",
      })
  void aBadLineCostsThatLineAloneAndIsNamedByItsNumber(String lineAndProblem) throws IOException {
    String[] parts = lineAndProblem.split("\\|", 2);
    HtpasswdFile file = parse("first:" + APR1 + "\n" + parts[0] + "\nlast:" + BCRYPT + "\n");

    assertThat(problems.found()).containsExactly("2: " + parts[1]);
    assertThat(file.hashOf("first")).isNotNull();
    assertThat(file.hashOf("last")).isNotNull();
    assertThat(file.hashOf("bob")).isNull();
    assertThat(file.hashOf(parts[0].split(":", 2)[0])).isNull();
  }

  @Test
  void aNameLongerThanHtpasswdTakesCostsItsLineAlone() throws IOException {
    HtpasswdFile file = parse("x".repeat(256) + ":" + APR1 + "\n" + "x".repeat(255) + ":" + APR1);

    assertThat(problems.found()).containsExactly("1: the user name is longer than 255 bytes");
    assertThat(file.hashOf("x".repeat(255))).isNotNull();
  }

  @Test
  void ofAUserTwiceTheFirstLineCounts() throws IOException {
    HtpasswdFile file = parse("bob:" + APR1 + "\nbob:" + BCRYPT + "\n");

    assertThat(requireNonNull(file.hashOf("bob")).matches("a:b:c")).isTrue();
    assertThat(problems.found()).containsExactly("2: user 'bob' has a line above, which counts");
  }

  @Test
  void aSecondLineDoesNotOpenWhatABrokenFirstOneCloses() throws IOException {
    HtpasswdFile file = parse("bob:!\nbob:" + BCRYPT + "\n");

    assertThat(file.hashOf("bob")).isNull();
    assertThat(problems.found()).hasSize(2);
  }

  @Test
  void aLineThatIsNotUtf8CostsThatLineAlone() throws IOException {
    HtpasswdFile file =
        HtpasswdFile.parse(
            TextLines.of(("ren\u00e9:" + APR1 + "\nbob:" + BCRYPT).getBytes(ISO_8859_1)),
            problems,
            HashPolicy.DEFAULT);

    assertThat(problems.found()).containsExactly("1: the line is not UTF-8 and does not count");
    assertThat(file.hashOf("bob")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "eve:%s", "eve:$2y$04$%s", "eve:$apr1$ab$%s"})
  void aLineOf100KbCostsThatLineAlone(String format) throws IOException {
    HtpasswdFile file = parse(format.formatted("x".repeat(100_000)) + "\nbob:" + APR1 + "\n");

    assertThat(file.hashOf("bob")).isNotNull();
    assertThat(file.hashOf("eve")).isNull();
    assertThat(problems.found()).singleElement().asString().startsWith("1: ").hasSizeLessThan(200);
  }

  @Test
  void noProblemShowsAHash() throws IOException {
    parse(
        String.join(
            "\n",
            "bob:" + APR1,
            "bob:" + BCRYPT,
            ":" + APR1,
            "\u00a0:" + APR1,
            APR1,
            "eve:" + APR1 + "x",
            "ann:{SHA}" + APR1,
            BCRYPT + ":bob",
            APR1 + ":comment",
            APR1 + ":comment",
            "{SHA}tbmxfzeD7:bob",
            "MWcjdz6TyfxIA:bob",
            "bob " + APR1 + ": room 3",
            "bob\u2028{SHA}tbmxfzeD7: room 3"));

    assertThat(problems.found())
        .hasSize(13)
        .allSatisfy(problem -> assertThat(problem).doesNotContain("$", "tbmxfzeD7", "MWcjdz6"));
  }

  @Test
  void theTextOfAHashIsWhatStandsInTheFile() throws IOException {
    HtpasswdFile file = parse("bob:" + BCRYPT.replace("$2y$", "$2b$") + ":room 3\nann:!\n");

    assertThat(file.hashTextOf("bob")).isEqualTo(BCRYPT.replace("$2y$", "$2b$"));
    assertThat(file.hashTextOf("ann")).isEqualTo("!");
    assertThat(file.hashTextOf("eve")).isEmpty();
  }

  @Test
  void thePolicySaysWhichHashesCount() throws IOException {
    String lines = "bob:" + BCRYPT.replace("$04$", "$05$") + "\nann:secret\n";

    HtpasswdFile strict = parse(lines, HashPolicy.DEFAULT.withMaxBcryptCost(4));
    HtpasswdFile lenient = parse(lines, HashPolicy.DEFAULT.withPlainText());

    assertThat(strict.hashOf("bob")).isNull();
    assertThat(strict.hashOf("ann")).isNull();
    assertThat(lenient.hashOf("bob")).isNotNull();
    assertThat(requireNonNull(lenient.hashOf("ann")).matches("secret")).isTrue();
  }

  @Test
  void anUnknownNameMeetsTheSameHashEachTime() throws IOException {
    HtpasswdFile file = parse(users(20));

    for (int i = 0; i < 20; i++) {
      assertThat(file.decoyFor("nobody" + i)).isNotNull().isSameAs(file.decoyFor("nobody" + i));
    }
  }

  @Test
  void unknownNamesAreSpreadOverTheHashesOfTheFile() throws IOException {
    HtpasswdFile file = parse(users(4));
    Set<PasswordHash> met = Collections.newSetFromMap(new IdentityHashMap<>());

    for (int i = 0; i < 400; i++) {
      met.add(requireNonNull(file.decoyFor("nobody" + i)));
    }

    assertThat(met).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nobody\n", "bob:!\n"})
  void aFileWithoutUsersHasNoDecoy(String content) throws IOException {
    assertThat(parse(content).decoyFor("bob")).isNull();
  }

  private static String users(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("user").append(i).append(':').append(APR1).append('\n');
    }
    return lines.toString();
  }

  private HtpasswdFile parse(String content) throws IOException {
    return parse(content, HashPolicy.DEFAULT);
  }

  private HtpasswdFile parse(String content, HashPolicy policy) throws IOException {
    return HtpasswdFile.parse(TextLines.of(content.getBytes(UTF_8)), problems, policy);
  }
}
