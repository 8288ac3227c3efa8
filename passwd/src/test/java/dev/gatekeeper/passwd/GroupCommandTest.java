package dev.gatekeeper.passwd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupCommandTest {

  private final Path path;
  private final String file;

  GroupCommandTest(@TempDir Path folder) {
    path = folder.resolve("htgroup");
    file = path.toString();
  }

  @BeforeEach
  void writeGroups() throws IOException {
    Files.writeString(path, "# groups\nadmin: ann\nwriter: ann bob\n");
  }

  @Test
  void aUserIsAddedToAGroup() {
    assertThat(Outcome.of("group", file, "admin", "bob"))
        .isEqualTo(new Outcome(0, "", "Adding user bob to group admin\n"));
    assertThat(Outcome.of("group", file, "admin", "bob"))
        .isEqualTo(new Outcome(0, "", "User bob is in group admin already\n"));
    assertThat(path).hasContent("# groups\nadmin: ann bob\nwriter: ann bob\n");
  }

  @Test
  void aUserIsRemovedFromAGroup() {
    assertThat(Outcome.of("group", "-D", file, "writer", "ann"))
        .isEqualTo(new Outcome(0, "", "Removing user ann from group writer\n"));
    assertThat(Outcome.of("group", "-D", file, "writer", "ann"))
        .isEqualTo(new Outcome(0, "", "User ann is not in group writer\n"));
    assertThat(path).hasContent("# groups\nadmin: ann\nwriter: bob\n");
  }

  @Test
  void aUserIsRemovedFromAllGroups() {
    assertThat(Outcome.of("group", "-Da", file, "ann"))
        .isEqualTo(new Outcome(0, "", "Removing user ann from admin, writer\n"));
    assertThat(Outcome.of("group", "--delete", "--all", file, "ann"))
        .isEqualTo(new Outcome(0, "", "User ann is in no group\n"));
    assertThat(path).hasContent("# groups\nwriter: bob\n");
  }

  @Test
  void theGroupsAreListed() {
    assertThat(Outcome.of("group", "-l", file))
        .isEqualTo(new Outcome(0, "admin: ann\nwriter: ann bob\n", ""));
  }

  @Test
  void aFileIsMadeAndOneThatIsThereLosesItsGroups() {
    String other = path.resolveSibling("other").toString();

    assertThat(Outcome.of("group", "-c", other, "admin", "bob").status()).isZero();
    assertThat(Outcome.of("group", "-l", other).out()).isEqualTo("admin: bob\n");
    assertThat(Outcome.of("group", "-c", file, "reader", "bob").status()).isZero();
    assertThat(Outcome.of("group", "-l", file).out()).isEqualTo("reader: bob\n");
  }

  @Test
  void aFileThatIsNotThereIsNotMadeUnasked() {
    Path lost = path.resolveSibling("lost");

    assertThat(Outcome.of("group", lost.toString(), "admin", "bob"))
        .isEqualTo(
            new Outcome(1, "", "gatekeeper-passwd: " + lost + " does not exist; -c makes it.\n"));
    assertThat(lost).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "my team, bob, The group name has white space",
    "adm:in, bob, The group name has a colon.",
    "admin, bob smith, The user name has white space",
    "admin, b:ob, The user name has a colon.",
  })
  void aNameThatCouldNotBeReadIsRefused(String group, String user, String message) {
    for (String[] arguments :
        new String[][] {{"group", file, group, user}, {"group", "-c", file, group, user}}) {
      Outcome outcome = Outcome.of(arguments);
      assertThat(outcome.status()).isEqualTo(6);
      assertThat(outcome.err()).startsWith("gatekeeper-passwd: " + message);
    }
    assertThat(path).hasContent("# groups\nadmin: ann\nwriter: ann bob\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          group             | these flags take FILE GROUP USER, and 0 arguments are given; --help tells more.
          group f admin     | these flags take FILE GROUP USER, and 2 arguments are given; --help tells more.
          group -l f admin  | these flags take FILE, and 2 arguments are given; --help tells more.
          group -Da f g bob | these flags take FILE USER, and 3 arguments are given; --help tells more.
          group -cD f g bob | only one of -c, -D and -l may be given, and -a with -D.
          group -a f bob    | only one of -c, -D and -l may be given, and -a with -D.
          """)
  void aWrongCommandLineIsSaidInASentence(String line, String message) {
    assertThat(Outcome.of(line.split(" ")))
        .isEqualTo(new Outcome(2, "", "gatekeeper-passwd: " + message + "\n"));
  }
}
