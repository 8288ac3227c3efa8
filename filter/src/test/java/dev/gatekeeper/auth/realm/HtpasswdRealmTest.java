package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatekeeper.auth.CapturedLog;
import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import dev.gatekeeper.auth.hash.PasswordHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.Md5Crypt;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    assertThat(verify(realm, "bob", "s3cret pass")).is(accepted("bob", "writer", "admin"));
    assertThat(verify(realm, "ann", "a:b:c")).is(accepted("ann"));
  }

  @Test
  void thePolicySaysWhichHashesCount() throws IOException {
    Files.writeString(htpasswd, "bob:{PLAIN}s3cret pass\n");
    HtpasswdRealm.Builder builder = HtpasswdRealm.builder().htpasswdFile(htpasswd);

    assertThat(verify(builder.build(), "bob", "s3cret pass")).isEqualTo(new Verdict.Rejected());
    HtpasswdRealm lax = builder.hashPolicy(HashPolicy.DEFAULT.withPlainText()).build();
    assertThat(verify(lax, "bob", "s3cret pass")).is(accepted("bob"));
  }

  @Test
  void aChangeOfEitherFileCountsAtOnceForWhoAsksForIt() throws IOException {
    HtpasswdRealm realm =
        HtpasswdRealm.builder().htpasswdFile(htpasswd).htgroupFile(htgroup).build();
    FileEditor.htpasswd(htpasswd)
        .edit(users -> users.without("ann").with("bob", PasswordHasher.bcrypt(4).hash("other")));
    FileEditor.htgroup(htgroup).edit(groups -> groups.without("admin", "bob"));

    realm.refresh();

    assertThat(verify(realm, "bob", "s3cret pass")).isEqualTo(new Verdict.Rejected());
    assertThat(verify(realm, "bob", "other")).is(accepted("bob", "writer"));
    assertThat(verify(realm, "ann", "a:b:c")).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void withoutAGroupFileNobodyHasARole() {
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(verify(realm, "bob", "s3cret pass")).is(accepted("bob"));
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

    assertThat(verify(realm, user, password)).is(refused());
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

    assertThat(verify(realm, user, "s3cret pass")).is(refused());
  }

  @ParameterizedTest
  @MethodSource
  void everyLoginCostsOneHashWhoeverTries(String user, String password) {
    List<PasswordHash> hashed = new ArrayList<>();
    HtpasswdRealm realm =
        HtpasswdRealm.builder()
            .htpasswdFile(htpasswd)
            .check(
                (hash, tried) -> {
                  hashed.add(hash);
                  return hash.matches(tried);
                })
            .build();

    verify(realm, user, password);
    assertThat(hashed).hasSize(1);
    verify(realm, user, password);
    assertThat(hashed).as("the same price each time").hasSize(2);
    assertThat(hashed.get(1)).isSameAs(hashed.get(0));
  }

  static Stream<Arguments> everyLoginCostsOneHashWhoeverTries() {
    return Stream.of(
        arguments("bob", "s3cret pass"),
        arguments("bob", "wrong"),
        arguments("bob", ""),
        arguments("bob", "NUL\0"),
        arguments("bob", "x".repeat(1025)),
        arguments("ann", "wrong"),
        arguments("cut", "wrong"),
        arguments("nobody", "wrong"),
        arguments("nobody", ""),
        arguments("nobody", "NUL\0"),
        arguments("nobody", "x".repeat(1025)));
  }

  @Test
  void anEmptyFileIsClosedForEveryone() throws IOException {
    Files.writeString(htpasswd, "");
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(verify(realm, "bob", "s3cret pass")).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void withoutAPasswordFileNothingCanBeTold() {
    HtpasswdRealm realm = HtpasswdRealm.builder().htgroupFile(htgroup).build();

    assertThat(verify(realm, "bob", "s3cret pass")).isEqualTo(new Verdict.Unavailable());
    assertThat(log.lines())
        .containsExactly("SEVERE No htpasswd file is configured: every request is answered 503.");
  }

  @Test
  void withAMissingPasswordFileNothingCanBeTold() throws IOException {
    Files.delete(htpasswd);
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(verify(realm, "bob", "s3cret pass")).isEqualTo(new Verdict.Unavailable());
  }

  @Test
  void withAMissingGroupFileNobodyGetsInWithoutRoles() throws IOException {
    Files.delete(htgroup);
    HtpasswdRealm realm =
        HtpasswdRealm.builder().htpasswdFile(htpasswd).htgroupFile(htgroup).build();

    assertThat(verify(realm, "bob", "s3cret pass")).isEqualTo(new Verdict.Unavailable());
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

  @ParameterizedTest
  @CsvSource({"bob, Rejected", "cut, Rejected", "eve, Unknown", "'bob ', Unknown"})
  void aUserWithALineIsKnownEvenIfNoPasswordFitsIt(String user, String verdict) {
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(verify(realm, user, "wrong").getClass().getSimpleName()).isEqualTo(verdict);
  }

  @Test
  void aTokenIsNobodyHere() {
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(realm.verify(new Credentials.Token("bearer", "x"))).isEqualTo(new Verdict.Unknown());
  }

  @ParameterizedTest
  @MethodSource
  void aPasswordThatNobodyCanHaveIsRefused(String password) throws IOException {
    Files.writeString(htpasswd, "bob:" + Md5Crypt.apr1Crypt(password.getBytes(UTF_8)) + "\n");
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(verify(realm, "bob", password)).isEqualTo(new Verdict.Rejected());
  }

  static Stream<String> aPasswordThatNobodyCanHaveIsRefused() {
    return Stream.of("pass\0tail", "\0", "x".repeat(1025), "\u00e9".repeat(513));
  }

  @Test
  void thePasswordMayHave1024Bytes() throws IOException {
    String password = "\u00e9".repeat(512);
    Files.writeString(htpasswd, "bob:" + Md5Crypt.apr1Crypt(password.getBytes(UTF_8)) + "\n");
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(verify(realm, "bob", password)).is(accepted("bob"));
  }

  @Test
  void theBasisIsTheUsersOwnHashAndGroups() throws IOException {
    String before = basis("bob");
    String others = basis("ann");

    Files.writeString(htgroup, "writer: bob eve ann\nadmin: bob\n");
    assertThat(basis("bob")).isEqualTo(before);
    assertThat(basis("ann")).isNotEqualTo(others);

    Files.writeString(htgroup, "writer: bob eve\n");
    assertThat(basis("bob")).isNotEqualTo(before);

    Files.writeString(htgroup, "admin: bob\nwriter: bob eve\n");
    assertThat(basis("bob")).isEqualTo(before);

    Files.writeString(htpasswd, "bob:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.\n");
    assertThat(basis("bob")).isNotEqualTo(before);
    assertThat(basis("ann")).isNotEqualTo(others);
  }

  private String basis(String user) {
    return HtpasswdRealm.builder()
        .htpasswdFile(htpasswd)
        .htgroupFile(htgroup)
        .build()
        .basis(new Credentials.Password(user, "any"));
  }

  @Test
  void aHundredThousandUsersFit() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      lines.append("user-").append(i).append("@example.org:$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.");
      lines.append(":").append("c".repeat(40)).append("\n");
    }
    Files.writeString(htpasswd, lines);
    HtpasswdRealm realm = HtpasswdRealm.builder().htpasswdFile(htpasswd).build();

    assertThat(verify(realm, "user-0@example.org", "a:b:c")).is(accepted("user-0@example.org"));
    assertThat(verify(realm, "user-99999@example.org", "a:b:c"))
        .is(accepted("user-99999@example.org"));
    assertThat(verify(realm, "user-100000@example.org", "a:b:c")).is(refused());
  }

  @Test
  void aVerdictMayBeRememberedAsLongAsItsBasisHolds() {
    HtpasswdRealm realm =
        HtpasswdRealm.builder().htpasswdFile(htpasswd).htgroupFile(htgroup).build();

    assertThat(verify(realm, "bob", "s3cret pass"))
        .isEqualTo(
            new Verdict.Accepted("bob", Set.of("writer", "admin"))
                .rememberedFor(Verdict.Accepted.WHILE_BASIS_HOLDS, basis("bob")));
  }

  private static Verdict verify(CredentialRealm realm, String user, String password) {
    return realm.verify(new Credentials.Password(user, password));
  }

  private static Condition<Verdict> accepted(String user, String... roles) {
    return new Condition<>(
        verdict ->
            verdict instanceof Verdict.Accepted accepted
                && accepted.user().equals(user)
                && accepted.roles().equals(Set.of(roles)),
        "accepts %s as %s",
        user,
        List.of(roles));
  }

  private static Condition<Verdict> refused() {
    return new Condition<>(
        verdict -> verdict instanceof Verdict.Rejected || verdict instanceof Verdict.Unknown,
        "refuses");
  }
}
