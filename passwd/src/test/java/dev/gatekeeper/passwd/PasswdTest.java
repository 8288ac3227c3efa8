package dev.gatekeeper.passwd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswdTest {

  private static final String BOB = "bob:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.:room 3";

  private final Path folder;
  private final Path path;
  private final String file;

  PasswdTest(@TempDir Path folder) {
    this.folder = folder;
    path = folder.resolve("htpasswd");
    file = path.toString();
  }

  @BeforeEach
  void writeBob() throws IOException {
    Files.writeString(path, BOB + "\n");
  }

  @Test
  void aUserIsAddedWithBcryptOfCost10() throws IOException {
    assertThat(Outcome.withStdin("s3cret\n", "-i", file, "ann"))
        .isEqualTo(new Outcome(0, "", "Adding password for user ann\n"));

    assertThat(Files.readString(path)).startsWith(BOB + "\nann:$2y$10$");
    assertThat(Outcome.of("-vb", file, "ann", "s3cret"))
        .isEqualTo(new Outcome(0, "", "Password for user ann correct.\n"));
  }

  @Test
  void aChangedUserKeepsPlaceAndComment() throws IOException {
    assertThat(Outcome.of("-bBC4", file, "bob", "s3cret"))
        .isEqualTo(new Outcome(0, "", "Updating password for user bob\n"));

    assertThat(Files.readString(path)).matches("bob:\\$2y\\$04\\$.{53}:room 3\n");
  }

  @Test
  void aNewFileIsMadeAndItsRightsAreTold() {
    Path other = folder.resolve("other");

    assertThat(Outcome.of("-cbC", "4", other.toString(), "ann", "s3cret"))
        .isEqualTo(
            new Outcome(
                0,
                "",
                other
                    + " is new; only its owner and its group can read it.\n"
                    + "Adding password for user ann\n"));
    assertThat(other).isNotEmptyFile();
  }

  @Test
  void aFileThatIsMadeAgainLosesAllItsUsers() {
    assertThat(Outcome.of("-cbC4", file, "ann", "s3cret").status()).isZero();

    assertThat(Outcome.of("-l", file).out()).isEqualTo("ann\n");
  }

  @ParameterizedTest
  @CsvSource({
    "-nbC4,          $2y$04$",
    "-nbBC4,         $2y$04$",
    "-nbBC 4,        $2y$04$",
    "-nb --cost=4,   $2y$04$",
    "-nbm,           $apr1$",
    "-nb --apr1,     $apr1$",
    "-nb2,           $5$",
    "-nb --sha256,   $5$",
    "-nb2r1000,      $5$rounds=1000$",
    "-nb5,           $6$",
    "-nb --sha512,   $6$",
    "-nb5 -r 1234,   $6$rounds=1234$",
    "-nb5 --rounds 1234, $6$rounds=1234$",
    "-nbm5,          $6$",
    "-nb5m,          $apr1$",
  })
  void theFlagsSayHowThePasswordIsHashed(String flags, String prefix) throws IOException {
    String[] arguments = (flags + " ann s3cret").split(" ");
    Outcome outcome = Outcome.of(arguments);

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).startsWith("ann:" + prefix).endsWith("\n");
    assertThat(outcome.err()).isEmpty();
    Files.writeString(path, outcome.out());
    assertThat(Outcome.of("-vb", file, "ann", "s3cret").status()).isZero();
    assertThat(Outcome.of("-vb", file, "ann", "s3creT").status()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-d", "-s", "-p", "-nbd", "-cbs"})
  void whatProtectsNothingIsRefusedWithTheReason(String flag) throws IOException {
    String[] arguments =
        flag.startsWith("-n")
            ? new String[] {flag, "ann", "s3cret"}
            : new String[] {"-b", flag, file, "ann", "s3cret"};

    assertThat(Outcome.of(arguments))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "gatekeeper-passwd: DES crypt (-d), unsalted SHA-1 (-s) and plain text (-p) protect"
                    + " no password; without the flag it is hashed with bcrypt.\n"));
    assertThat(path).hasContent(BOB);
  }

  @Test
  void thePasswordIsAskedForTwice() {
    assertThat(Outcome.withTyped("s3cret\ns3cret", "-C4", file, "ann").status()).isZero();
    assertThat(Outcome.withTyped("s3cret", "-v", file, "ann").status()).isZero();
    assertThat(Outcome.withTyped("other", "-v", file, "ann"))
        .isEqualTo(new Outcome(3, "", "gatekeeper-passwd: the password is wrong.\n"));
  }

  @Test
  void twoPasswordsThatDifferChangeNothing() {
    assertThat(Outcome.withTyped("s3cret\ns3creT", file, "bob"))
        .isEqualTo(new Outcome(3, "", "gatekeeper-passwd: the two passwords differ.\n"));
    assertThat(path).hasContent(BOB);
  }

  @Test
  void anEndOfInputAtTheTerminalChangesNothing() {
    assertThat(Outcome.withTyped("s3cret", file, "bob"))
        .isEqualTo(new Outcome(4, "", "gatekeeper-passwd: no password was entered.\n"));
    assertThat(path).hasContent(BOB);
  }

  @Test
  void aPasswordThatTheLocaleCannotCarryIsNotTaken() {
    assertThat(Outcome.withTyped("p\ufffdss\np\ufffdss", file, "bob").status()).isEqualTo(2);
    assertThat(Outcome.of("-b", file, "bob", "p\ufffdss"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "gatekeeper-passwd: the locale's charset does not know some characters of the"
                    + " command line; LC_ALL=C.UTF-8 before the command helps.\n"));
    assertThat(path).hasContent(BOB);
  }

  @Test
  void withoutATerminalTheWayOutIsTold() {
    assertThat(Outcome.of(file, "bob"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "gatekeeper-passwd: there is no terminal to ask at; -i reads the password from"
                    + " stdin.\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "'a:b:c\n', 0",
    "'a:b:c\r\n', 0",
    "'a:b:c', 0",
    "'a:b:c\n\n', 3",
    "'a:b:c\r', 3",
    "'\na:b:c', 3",
    "' a:b:c', 3",
    "'', 3",
  })
  void exactlyOneLineEndOfStdinIsLeftOut(String stdin, int status) {
    assertThat(Outcome.withStdin(stdin, "-vi", file, "bob").status()).isEqualTo(status);
  }

  @Test
  void stdinIsUtf8WhateverTheLocale() {
    assertThat(Outcome.withStdin("p\u00e4ss \u2713 \ud83d\udd11\n", "-iC4", file, "ann").status())
        .isZero();
    assertThat(Outcome.of("-vb", file, "ann", "p\u00e4ss \u2713 \ud83d\udd11").status()).isZero();
    assertThat(
            Outcome.withStdin(
                "p\u00e4ss".getBytes(StandardCharsets.ISO_8859_1), "-iC4", file, "ann"))
        .isEqualTo(
            new Outcome(
                2, "", "gatekeeper-passwd: the password is not UTF-8, which clients send.\n"));
  }

  @Test
  void aPasswordHasUpTo255Bytes() {
    String longest = "\u00e9".repeat(127) + "x";

    assertThat(Outcome.withStdin(longest + "\r\n", "-im", file, "ann").status()).isZero();
    assertThat(Outcome.of("-bm", file, "ann", longest).status()).isZero();
    assertThat(Outcome.withTyped(longest + "\n" + longest, "-m", file, "ann").status()).isZero();
    for (Outcome outcome :
        new Outcome[] {
          Outcome.withStdin(longest + "x\n", "-im", file, "ann"),
          Outcome.withStdin((longest + "x").repeat(100), "-im", file, "ann"),
          Outcome.of("-bm", file, "ann", longest + "x"),
          Outcome.withTyped(longest + "x\n" + longest + "x", "-m", file, "ann")
        }) {
      assertThat(outcome)
          .isEqualTo(
              new Outcome(5, "", "gatekeeper-passwd: the password is longer than 255 bytes.\n"));
    }
  }

  @Test
  void aPasswordHasNoNul() {
    assertThat(Outcome.withStdin("s3cret\0tail", "-iC4", file, "ann"))
        .isEqualTo(new Outcome(2, "", "gatekeeper-passwd: the password has a NUL character.\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -nbC4 ann %s             | bcrypt takes the first 72 bytes of a password; the rest does not count.
          -nbmC4 ann s3cret        | -C counts for bcrypt alone and is ignored.
          -nbC4 -r 1000 ann s3cret | -r counts for -2 and -5 alone and is ignored.
          -nbmr1000 ann s3cret     | -r counts for -2 and -5 alone and is ignored.
          """)
  void whatPeopleMayNotExpectIsAWarning(String arguments, String warning) {
    Outcome outcome = Outcome.of(arguments.formatted("x".repeat(73)).split(" "));

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEqualTo("Warning: " + warning + "\n");
  }

  @Test
  void anEmptyPasswordIsAWarning() {
    assertThat(Outcome.withStdin("", "-niC4", "ann").err())
        .isEqualTo("Warning: the password is empty.\n");
  }

  @Test
  void aPasswordOf72BytesIsNone() {
    assertThat(Outcome.of("-nbC4", "ann", "x".repeat(72)).err()).isEmpty();
    assertThat(Outcome.of("-nbm", "ann", "x".repeat(73)).err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-C 3, the bcrypt cost is 3; it must be from 4 to 17.",
    "-C 18, the bcrypt cost is 18; it must be from 4 to 17.",
    "-2r 1000001, The number of SHA-crypt rounds is 1000001; it must be from 1000 to 1000000.",
    "-2r 999, The number of SHA-crypt rounds is 999; it must be from 1000 to 1000000.",
    "-C x, Invalid value for option '--cost': 'x' is not an int; --help tells more.",
    "-C 99999999999, Invalid value for option '--cost': '99999999999' is not an int; --help tells"
        + " more.",
  })
  void aCostThatIsNoneIsRefusedBeforeAnyoneIsAsked(String flags, String message) {
    assertThat(Outcome.of((flags + " " + file + " bob").split(" ")))
        .isEqualTo(new Outcome(2, "", "gatekeeper-passwd: " + message + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bo:b", "#bob", " bob", "bo\tb"})
  void aNameThatCouldNotBeReadIsRefused(String user) {
    for (String flags : new String[] {"-b", "-cb", "-vb"}) {
      Outcome outcome = Outcome.of(flags, file, user, "s3cret");
      assertThat(outcome.status()).isEqualTo(6);
      assertThat(outcome.err()).startsWith("gatekeeper-passwd: The user name ");
    }
    assertThat(Outcome.of("-D", file, user).status()).isEqualTo(6);
    assertThat(Outcome.of("-nb", user, "s3cret").status()).isEqualTo(6);
    assertThat(path).hasContent(BOB);
  }

  @Test
  void aNameHasUpTo255Bytes() {
    assertThat(Outcome.of("-nbC4", "x".repeat(255), "s3cret").status()).isZero();
    assertThat(Outcome.of("-nbC4", "x".repeat(256), "s3cret"))
        .isEqualTo(
            new Outcome(5, "", "gatekeeper-passwd: the user name is longer than 255 bytes.\n"));
  }

  @Test
  void aNameAndAPasswordMayLookLikeFlagsAndCommands() {
    for (String odd : new String[] {"-c", "-D", "--", "--help", "@" + file, "group", "$(id)"}) {
      Outcome outcome = Outcome.of("-bC4", file, odd, odd);
      assertThat(outcome).isEqualTo(new Outcome(0, "", "Adding password for user " + odd + "\n"));
      assertThat(Outcome.of("-vb", file, odd, odd).status()).as(odd).isZero();
    }
    assertThat(Outcome.of("-nbC4", "group", "s3cret").out()).startsWith("group:$2y$");
  }

  @Test
  void aUserIsDeleted() {
    assertThat(Outcome.of("-D", file, "bob"))
        .isEqualTo(new Outcome(0, "", "Deleting password for user bob\n"));
    assertThat(Outcome.of("-D", file, "bob")).isEqualTo(new Outcome(0, "", "User bob not found\n"));
    assertThat(path).isEmptyFile();
  }

  @Test
  void theUsersAreListed() throws IOException {
    Files.writeString(path, "# users\n" + BOB + "\nann:!\n\u6f22:x\n");

    assertThat(Outcome.of("-l", file)).isEqualTo(new Outcome(0, "bob\nann\n\u6f22\n", ""));
    assertThat(Outcome.of("--list", file).out()).isEqualTo("bob\nann\n\u6f22\n");
  }

  @Test
  void whoIsNotThereOrCannotLogInIsNotVerified() throws IOException {
    Files.writeString(path, BOB + "\nann:!\n");

    assertThat(Outcome.of("-vb", file, "eve", "s3cret"))
        .isEqualTo(new Outcome(6, "", "gatekeeper-passwd: User eve not found\n"));
    assertThat(Outcome.of("-vb", file, "ann", "s3cret"))
        .isEqualTo(
            new Outcome(
                7,
                "",
                "gatekeeper-passwd: user ann can't log in: there is no hash but a mark that locks"
                    + " the user out.\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-b", "-D", "-vb", "-l"})
  void aFileOfAnotherKindIsLeftAsItIs(String flags) throws IOException {
    Files.writeString(path, "# hosts\nbob:x\n127.0.0.1 localhost\n");
    String[] arguments =
        switch (flags) {
          case "-l" -> new String[] {flags, file};
          case "-D" -> new String[] {flags, file, "bob"};
          default -> new String[] {flags, file, "bob", "s3cret"};
        };

    assertThat(Outcome.of(arguments))
        .isEqualTo(
            new Outcome(
                7,
                "",
                "gatekeeper-passwd: " + file + " is no htpasswd file: line 3 has no colon.\n"));
    assertThat(path).hasContent("# hosts\nbob:x\n127.0.0.1 localhost\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-b", "-D", "-vb", "-l"})
  void aFileThatIsNotThereIsNotMadeUnasked(String flags) {
    String lost = folder.resolve("lost").toString();
    String[] arguments =
        switch (flags) {
          case "-l" -> new String[] {flags, lost};
          case "-D" -> new String[] {flags, lost, "bob"};
          default -> new String[] {flags, lost, "bob", "s3cret"};
        };

    assertThat(Outcome.of(arguments))
        .isEqualTo(
            new Outcome(1, "", "gatekeeper-passwd: " + lost + " does not exist; -c makes it.\n"));
  }

  @Test
  void aFileThatCannotBeMadeIsNamed() {
    String lost = folder.resolve("lost/htpasswd").toString();

    assertThat(Outcome.of("-cbC4", lost, "bob", "s3cret"))
        .isEqualTo(
            new Outcome(
                1,
                "",
                "gatekeeper-passwd: %s can't be changed: there is no %s.\n"
                    .formatted(lost, folder.resolve("lost"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                             | these flags take FILE USER, and 0 arguments are given; --help tells more.
          f                  | these flags take FILE USER, and 1 arguments are given; --help tells more.
          -b f bob           | these flags take FILE USER PASSWORD, and 2 arguments are given; --help tells more.
          f bob s3cret       | these flags take FILE USER, and 3 arguments are given; --help tells more.
          -nb f bob s3cret   | these flags take USER PASSWORD, and 3 arguments are given; --help tells more.
          -l f bob           | these flags take FILE, and 2 arguments are given; --help tells more.
          f bob -B           | these flags take FILE USER, and 3 arguments are given; --help tells more.
          -cn f bob          | only one of -c, -n, -v, -D and -l may be given.
          -Dv f bob          | only one of -c, -n, -v, -D and -l may be given.
          -bi f bob s3cret   | only one of -b and -i may be given.
          -z f bob           | Unknown option: '-z'; --help tells more.
          """)
  void aWrongCommandLineIsSaidInASentenceWithoutThePassword(String line, String message) {
    String[] arguments = line == null ? new String[0] : line.split(" ");

    assertThat(Outcome.of(arguments))
        .isEqualTo(new Outcome(2, "", "gatekeeper-passwd: " + message + "\n"));
  }

  @Test
  void helpAndVersionAreTold() {
    assertThat(Outcome.of("--help").out())
        .startsWith("Usage: java -jar gatekeeper-passwd.jar [-c]")
        .contains("-C, --cost=COST")
        .doesNotContain("\t");
    assertThat(Outcome.of("--version").out()).startsWith("gatekeeper-passwd ");
    assertThat(Outcome.of("group", "--help").out())
        .startsWith("Usage: java -jar gatekeeper-passwd.jar group [-c]");
  }
}
