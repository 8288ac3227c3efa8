package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

class HtpasswdFilePropertyTest {

  /** The same in each build; to find what nobody thought of is what the fuzz tests are for. */
  private static final String SEED = "20260101";

  /** Names that a careless reader would take for one another. */
  private static final List<String> USERS =
      List.of("ann", "Ann", "an", "ren\u00e9", "rene\u0301", "a b", "o'hara", "x#y", "\u6f22");

  private record Line(String user, String hash, boolean counts) {
    String text() {
      return user + ":" + hash;
    }

    /** What becomes of the hash in a file that has nothing else. */
    @Nullable Object meaning() throws IOException {
      Object meaning = ReadHtpasswd.of(("user:" + hash).getBytes(UTF_8)).hashOf("user");
      assertThat(meaning != null).as(hash).isEqualTo(counts);
      return meaning;
    }
  }

  @Property(seed = SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aUserHasTheHashOfTheFirstOfItsLines(
      @ForAll("lines") List<Line> lines, @ForAll("layouts") Layout layout) throws IOException {
    Map<String, Line> first = new HashMap<>();
    lines.forEach(line -> first.putIfAbsent(line.user(), line));

    ReadHtpasswd read = read(lines, layout);

    for (String user : USERS) {
      Line line = first.get(user);
      assertThat(read.hashOf(user)).isEqualTo(line == null ? null : line.meaning());
    }
  }

  @Property(seed = SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theOrderOfUsersDoesNotMatter(
      @ForAll("lines") List<Line> lines, @ForAll("layouts") Layout layout, @ForAll Random random)
      throws IOException {
    Map<String, Line> first = new HashMap<>();
    lines.forEach(line -> first.putIfAbsent(line.user(), line));
    List<Line> shuffled = new ArrayList<>(first.values());
    Collections.shuffle(shuffled, random);

    ReadHtpasswd read = read(lines, layout);
    ReadHtpasswd other = read(shuffled, layout);

    for (String user : USERS) {
      assertThat(other.hashOf(user)).isEqualTo(read.hashOf(user));
    }
  }

  private static ReadHtpasswd read(List<Line> lines, Layout layout) throws IOException {
    return ReadHtpasswd.of(layout.write(lines.stream().map(Line::text).toList()));
  }

  @Provide
  Arbitrary<List<Line>> lines() {
    Arbitrary<String> nobody = Arbitraries.of("", "\u00a0ann", "an\u0001n", "ann ", "\u3000");
    Arbitrary<String> names =
        Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.of(USERS)), Tuple.of(1, nobody));
    Arbitrary<String> unusable =
        Arbitraries.of("", "*", "!", "*0", "$apr1$a$cut", "$2y$04$cut", "{SHA}cut", "$9$a$b");
    return Arbitraries.frequencyOf(
            Tuple.of(2, Combinators.combine(names, hashes()).as((n, h) -> new Line(n, h, true))),
            Tuple.of(1, Combinators.combine(names, unusable).as((n, h) -> new Line(n, h, false))))
        .list()
        .ofMaxSize(30);
  }

  private static Arbitrary<String> hashes() {
    Arbitrary<String> apr1 =
        Combinators.combine(base64(8), base64(22)).as((s, h) -> "$apr1$" + s + "$" + h);
    Arbitrary<String> bcrypt =
        Combinators.combine(Arbitraries.of("2a", "2b", "2y"), base64(53))
            .as((variant, saltAndHash) -> "$" + variant + "$04$" + saltAndHash);
    return Arbitraries.oneOf(apr1, bcrypt);
  }

  private static Arbitrary<String> base64(int length) {
    return Arbitraries.strings().alpha().numeric().withChars("./").ofLength(length);
  }

  @Provide
  Arbitrary<Layout> layouts() {
    return Layout.any();
  }
}
