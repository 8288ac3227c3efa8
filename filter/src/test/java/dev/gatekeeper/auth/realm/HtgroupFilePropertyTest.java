package dev.gatekeeper.auth.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HtgroupFilePropertyTest {

  /** The same in each build; to find what nobody thought of is what the fuzz tests are for. */
  private static final String SEED = "20260101";

  /** Names that a careless reader would take for one another, or for groups. */
  private static final List<String> USERS =
      List.of("ann", "Ann", "an", "a:nn", "ren\u00e9", "rene\u0301", "\u00a0ann", "#ann", "admin");

  private static final List<String> GROUPS =
      List.of("admin", "Admin", "site admin", "site\u00a0admin", "ad#min", "ann", "\u6f22");

  private record Line(String group, List<String> members, String gap) {
    String text() {
      return group + gap + ":" + gap + String.join(gap.isEmpty() ? " " : gap, members);
    }
  }

  @Property(seed = SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aUserIsInTheGroupsThatNameItWhateverTheOrder(
      @ForAll("lines") List<Line> lines, @ForAll("layouts") Layout layout, @ForAll Random random)
      throws IOException {
    List<Line> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, random);

    ReadHtgroup read = read(lines, layout);
    ReadHtgroup other = read(shuffled, layout);

    for (String user : USERS) {
      Set<String> groups = new HashSet<>();
      lines.stream().filter(l -> l.members().contains(user)).forEach(l -> groups.add(l.group()));
      assertThat(read.groupsOf(user)).isEqualTo(groups);
      assertThat(other.groupsOf(user)).isEqualTo(groups);
    }
  }

  private static ReadHtgroup read(List<Line> lines, Layout layout) throws IOException {
    return ReadHtgroup.of(layout.write(lines.stream().map(Line::text).toList()));
  }

  @Provide
  Arbitrary<List<Line>> lines() {
    return Combinators.combine(
            Arbitraries.of(GROUPS),
            Arbitraries.of(USERS).list().ofMaxSize(6),
            Arbitraries.of("", " ", "\t", " \t "))
        .as(Line::new)
        .list()
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<Layout> layouts() {
    return Layout.any();
  }
}
