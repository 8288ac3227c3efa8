package dev.gatekeeper.auth.realm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.hash.HashPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtpasswdRealmTest {

  private final CapturedLog log = new CapturedLog(HtpasswdRealm.class);
  private final CapturedLog fileLog = new CapturedLog(WatchedFile.class);
  private final Path htpasswd;
  private final Path htgroup;

  HtpasswdRealmTest(@TempDir Path folder) {
    htpasswd = folder.resolve("htpasswd");
    htgroup = folder.resolve("htgroup");
  }

  @BeforeEach
  void writeUsersAndGroups() throws IOException {
    Files.writeString(
        htpasswd,
        """
        bob:$2y$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga
        ann:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.
        cut:$apr1$UxNVvTzv$tbmxfzeD7
        """);
    Files.writeString(htgroup, "writer: bob eve\nadmin: bob\n");
  }

  @AfterEach
  void stopCapturing() {
    log.close();
    fileLog.close();
  }

  @Test
  void theRightPasswordIsAcceptedWithTheGroupsAsRoles() {
    HtpasswdRealm realm =
        HtpasswdRealm.builder().htpasswdFile(htpasswd).htgroupFile(htgroup).build();

    assertThat(realm.verify("bob", "s3cret pass"))
        .isEqualTo(new Verdict.Accepted("bob", Set.of("writer", "admin")));
    assertThat(realm.verify("ann", "a:b:c")).isEqualTo(new Verdict.Accepted("ann", Set.of()));
  }

  @Test
  void thePolicySaysWhichHashesCount() throws IOException {
    Files.writeString(htpasswd, "bob:{PLAIN}s3cret pass\n");
    HtpasswdRealm.Builder builder = HtpasswdRealm.builder().htpasswdFile(htpasswd);

    assertThat(builder.build().verify("bob", "s3cret pass")).isEqualTo(new Verdict.Rejected());
    assertThat(
            builder
                .hashPolicy(HashPolicy.DEFAULT.withPlainText())
                .build()
                .verify("bob", "s3cret pass"))
        .isEqualTo(new Verdict.Accepted("bob", Set.of()));
  }

  @Test
  void withoutAGroupFileNobodyHasARole() {
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(realm.verify("bob", "s3cret pass")).isEqualTo(new Verdict.Accepted("bob", Set.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "bob, s3cret pasS",
    "bob, ''",
    "bob, a:b:c",
    "Bob, s3cret pass",
    "'bob ', s3cret pass",
    "cut, a:b:c",
    "eve, s3cret pass",
    "cut, $apr1$UxNVvTzv$tbmxfzeD7",
    "ann, $apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.",
  })
  void anyOtherPairIsRejected(String user, String password) {
    HtpasswdRealm realm =
        HtpasswdRealm.builder().htpasswdFile(htpasswd).htgroupFile(htgroup).build();

    assertThat(realm.verify(user, password)).isEqualTo(new Verdict.Rejected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"eve", "cut", "nobody", "BOB"})
  void thePasswordBehindADecoyOpensNothing(String user) throws IOException {
    Files.writeString(
        htpasswd,
        """
        bob:$2y$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga
        cut:$apr1$UxNVvTzv$tbmxfzeD7
        """);
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(realm.verify(user, "s3cret pass")).isEqualTo(new Verdict.Rejected());
  }

  @Test
  void anEmptyFileIsClosedForEveryone() throws IOException {
    Files.writeString(htpasswd, "");
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(realm.verify("bob", "s3cret pass")).isEqualTo(new Verdict.Rejected());
  }

  @Test
  void withoutAPasswordFileNothingCanBeTold() {
    HtpasswdRealm realm = HtpasswdRealm.builder().htgroupFile(htgroup).build();

    assertThat(realm.verify("bob", "s3cret pass")).isEqualTo(new Verdict.Unavailable());
    assertThat(log.lines())
        .containsExactly("SEVERE No htpasswd file is configured: every request is answered 503.");
  }

  @Test
  void withAMissingPasswordFileNothingCanBeTold() throws IOException {
    Files.delete(htpasswd);
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(realm.verify("bob", "s3cret pass")).isEqualTo(new Verdict.Unavailable());
  }

  @Test
  void withAMissingGroupFileNobodyGetsInWithoutRoles() throws IOException {
    Files.delete(htgroup);
    HtpasswdRealm realm =
        HtpasswdRealm.builder().htpasswdFile(htpasswd).htgroupFile(htgroup).build();

    assertThat(realm.verify("bob", "s3cret pass")).isEqualTo(new Verdict.Unavailable());
  }

  @Test
  void theLogNamesTheUserThatCannotLogInWithoutTheHash() {
    HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(fileLog.lines())
        .containsExactly(
            "WARNING "
                + htpasswd
                + ", line 3: user 'cut' can't log in: the apr1 hash is cut or damaged");
  }
}
