package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Any bytes as an htpasswd file: each line is its own user's business, and no hash is shown. */
class HtpasswdFileFuzzTest {

  private static final String ANN = "ann:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.\n";
  private static final String BOB =
      "bob:$2y$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga\n";

  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private static final Pattern HASH = Pattern.compile("(?s)\\$.*\\$|\\{.*}");

  /** What may be in a sentence by chance: few characters, or plain words. */
  private static final Pattern NO_SECRET = Pattern.compile("(?s).{0,9}|[a-z0-9 ',.-]*");

  @FuzzTest
  void aLineDecidesOverItsOwnUserAloneAndNoHashIsShown(byte[] content) throws IOException {
    AnyFile file = AnyFile.of(content);
    if (file.hasNul()) {
      assertThatIOException().isThrownBy(() -> ReadHtpasswd.of(content));
      return;
    }
    ReadHtpasswd read = ReadHtpasswd.of(content);
    ReadHtpasswd crlf = ReadHtpasswd.of(file.withCrlf().content());
    List<String> lines = file.lines();
    Map<String, String> hashes = firstHashes(lines);
    for (String line : file.allLines()) {
      String name = nameIn(line);
      assertThat(read.hashOf(name)).isEqualTo(alone(hashes.get(name)));
      assertThat(crlf.hashOf(name)).isEqualTo(read.hashOf(name));
    }
    assertThat(crlf.problems()).isEqualTo(read.problems());
    assertProblemsAreFitForALog(read.problems(), lines);
    assertGoodLinesStayGood(file, hashes);
  }

  private static Map<String, String> firstHashes(List<String> lines) {
    Map<String, String> hashes = new HashMap<>();
    for (String line : lines) {
      String[] fields = line.split(":", -1);
      if (fields.length > 1 && CleanName.is(fields[0])) {
        hashes.putIfAbsent(fields[0], fields[1]);
      }
    }
    return hashes;
  }

  /** What becomes of a hash in a file that has nothing else. */
  private static @Nullable Object alone(@Nullable String hash) throws IOException {
    return hash == null
        ? null
        : ReadHtpasswd.of(("user:" + hash + ":").getBytes(UTF_8)).hashOf("user");
  }

  private static void assertProblemsAreFitForALog(List<String> problems, List<String> lines) {
    int last = 0;
    for (String problem : problems) {
      String[] numberAndSentence = problem.split(": ", 2);
      int number = Integer.parseInt(numberAndSentence[0]);
      assertThat(number).isGreaterThan(last).isLessThanOrEqualTo(lines.size());
      assertThat(problem).doesNotContainPattern(CONTROL);
      assertNoHashIsIn(numberAndSentence[1], lines.get(number - 1));
      last = number;
    }
  }

  private static void assertNoHashIsIn(String sentence, String line) {
    String name = nameIn(line);
    String withoutName = sentence.replace("user '" + name + "'", "");
    if (!withoutName.equals(sentence)) {
      assertThat(name).doesNotContainPattern(HASH);
    }
    String hash = line.contains(":") ? line.split(":", -1)[1] : line;
    if (!NO_SECRET.matcher(hash.replaceFirst("^(\\{\\w+}|\\$\\w+\\$)", "")).matches()) {
      assertThat(withoutName).doesNotContain(hash);
    }
  }

  private static void assertGoodLinesStayGood(AnyFile file, Map<String, String> hashes)
      throws IOException {
    ReadHtpasswd good = ReadHtpasswd.of((ANN + BOB).getBytes(UTF_8));
    ReadHtpasswd before = ReadHtpasswd.of(file.before(ANN + BOB).content());
    ReadHtpasswd after = ReadHtpasswd.of(file.after(ANN + BOB).content());
    for (String user : List.of("ann", "bob")) {
      assertThat(after.hashOf(user)).isNotNull().isEqualTo(good.hashOf(user));
      if (!hashes.containsKey(user)) {
        assertThat(before.hashOf(user)).isEqualTo(good.hashOf(user));
      }
    }
  }

  private static String nameIn(String line) {
    return line.split(":", 2)[0];
  }
}
