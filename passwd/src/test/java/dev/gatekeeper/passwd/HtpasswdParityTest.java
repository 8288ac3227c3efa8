package dev.gatekeeper.passwd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same commands for Apache's {@code htpasswd} and for ours: the same status, files with the
 * same lines but for the salts, and each verifies what the other has written.
 */
class HtpasswdParityTest {

  /** A hash of what is typed, by each of them: what differs in it is the salt. */
  private static final String HASH = "(\\$apr1\\$|\\$2y\\$04\\$|\\$[56]\\$)[^:\\r\\n]*";

  private final Path theirs;
  private final Path ours;

  HtpasswdParityTest(@TempDir Path folder) throws IOException {
    theirs = Files.createDirectory(folder.resolve("theirs"));
    ours = Files.createDirectory(folder.resolve("ours"));
  }

  @BeforeAll
  static void needsHtpasswd() throws InterruptedException {
    Programs.require("htpasswd", "apache2-utils");
  }

  @BeforeEach
  void writeFiles() throws IOException {
    for (Path folder : List.of(theirs, ours)) {
      Files.writeString(
          folder.resolve("users"),
          """
          # users

          ann:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.
          bob:$2y$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga
          nohash:
          """);
      Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
      Files.writeString(folder.resolve("empty"), "");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-i -B -C 4 users eve",
        "-iBC4 users eve",
        "-iBC 4 users bob",
        "-im users bob",
        "-i2 users bob",
        "-i5 users bob",
        "-i5r 1000 users bob",
        "-i2 -r 1000 users bob",
        "-im5 users eve",
        "-i5m users eve",
        "-imC 10 users eve",
        "-ci -B -C 4 new eve",
        "-ciBC4 new eve",
        "-cimB -C 4 users eve",
        "-cim empty eve",
        "-im empty eve",
        "-bm users eve a:b:c",
        "-cbm new eve a:b:c",
        "-bm users eve -secret",
        "-bm users -x a:b:c",
        "-bm users eve --",
        "-bm -- users eve a:b:c",
        "-bm users eve @users",
        "-b -bm -i users eve a:b:c",
        "-i -imm users eve",
        "-nbm eve a:b:c",
        "-nim eve",
        "-nbBC4 group a:b:c",
        "-nbmB -C4 eve a:b:c",
        "-D users bob",
        "-D users eve",
        "-Di users ann",
        "-Db users ann x",
        "-vi users ann",
        "-vi users bob",
        "-vi users eve",
        "-vi users nohash",
        "-vb users ann a:b:c",
        "-vb users ann wrong",
        "-v -i -B users ann",
        "-im users b:ob",
        "-vi users b:ob",
        "-D users b:ob",
        "-im missing eve",
        "-D missing eve",
        "-vi missing eve",
        "-im hosts eve",
        "-D hosts eve",
        "-vi hosts eve",
        "-cim hosts eve",
        "-im nofolder/users eve",
        "-cim nofolder/users eve",
        "-im users/users eve",
        "-im . eve",
        "-cim . eve",
        "-cn users eve",
        "-cD users eve",
        "-Dv users eve",
        "-nv users eve",
        "-bi users eve a:b:c",
        "-b users eve",
        "-i users",
        "-i users eve more",
        "-im users eve -B",
        "-n users eve",
        "",
        "users",
        "-z users eve",
        "-iBC x users eve",
        "-iBC 0 users eve",
        "-iB -C",
        "-ir x users eve",
      })
  void theSameCommandHasTheSameStatusAndTheSameLines(String line) throws Exception {
    List<String> arguments = line.isEmpty() ? List.of() : Arrays.asList(line.split(" "));

    Run their = htpasswd(arguments);
    Outcome our = passwd(arguments);

    assertThat(our.status()).as(their + " " + our).isEqualTo(their.status());
    assertThat(our.out().strip().replaceAll(HASH, "HASH"))
        .isEqualTo(their.out().strip().replaceAll(HASH, "HASH"));
    for (String file : List.of("users", "hosts", "empty", "new", "missing")) {
      assertThat(linesWithoutSalts(ours.resolve(file)))
          .as(file)
          .isEqualTo(linesWithoutSalts(theirs.resolve(file)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-im", "-iBC4", "-i2", "-i5", "-i2r 1000", "-i5r 1234"})
  void eachVerifiesWhatTheOtherWrote(String flags) throws Exception {
    List<String> write = new ArrayList<>(Arrays.asList(flags.split(" ")));
    write.addAll(List.of("users", "bob"));
    assertThat(htpasswd(write).status()).isZero();
    assertThat(passwd(write).status()).isZero();

    Files.move(theirs.resolve("users"), theirs.resolve("written"));
    Files.move(ours.resolve("users"), theirs.resolve("users"));
    Files.move(theirs.resolve("written"), ours.resolve("users"));

    assertThat(htpasswd(List.of("-vi", "users", "bob")).status()).isZero();
    assertThat(htpasswd(List.of("-vb", "users", "bob", "wrong")).status()).isEqualTo(3);
    assertThat(passwd(List.of("-vi", "users", "bob")).status()).isZero();
    assertThat(passwd(List.of("-vb", "users", "bob", "wrong")).status()).isEqualTo(3);
  }

  private static String linesWithoutSalts(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file).replaceAll(HASH, "$1") : "none";
  }

  /** Names of files are given as they are in both folders, and put into ours here. */
  private Outcome passwd(List<String> arguments) {
    List<String> resolved = new ArrayList<>();
    boolean file = !arguments.stream().anyMatch(a -> a.matches("-\\w*n\\w*"));
    for (String argument : arguments) {
      boolean isFile =
          file
              && List.of("users", "hosts", "empty", "new", "missing", ".", "users/users")
                  .contains(argument);
      resolved.add(isFile || argument.startsWith("nofolder") ? ours + "/" + argument : argument);
      file &= !isFile;
    }
    return Outcome.withStdin("a:b:c\n", resolved.toArray(String[]::new));
  }

  private record Run(int status, String out, String err) {}

  private Run htpasswd(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("htpasswd"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).directory(theirs.toFile()).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write("a:b:c\n".getBytes(UTF_8));
    } catch (IOException e) {
      // it did not want it
    }
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), out, err);
  }
}
