package dev.gatekeeper.proxy.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who signs in through another realm than the password file is shown, and changed elsewhere. */
class SignedInUsersTest {

  private static final String LONG = "a long password";
  private static final Set<String> NO_GROUPS = Set.of();
  private static final Roles ROLES =
      new Roles(Map.of(Role.ADMIN, Set.of("oscar")), Role.READER, Role.WRITER);

  private final Path users;
  private final Path groups;
  private final SignedInUsers signedIn = new SignedInUsers(List.of("htpasswd", "ldap", "oidc"));

  SignedInUsersTest(@TempDir Path folder) {
    users = folder.resolve("htpasswd");
    groups = folder.resolve("htgroup");
  }

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(users, "anna:$apr1$0uT7Ug49$rnnJtfsQtsxpRWOEKLQFm/\n");
    Files.writeString(groups, "admin: anna carol\n");
  }

  private Accounts accounts(SignedInUsers signedIn) {
    return new Accounts(
        new AccountFiles(Optional.of(users), Optional.of(groups), HashPolicy.DEFAULT, () -> {}),
        signedIn,
        ROLES);
  }

  private static Accounts withoutFile(SignedInUsers signedIn) {
    return new Accounts(AccountFiles.NONE, signedIn, ROLES);
  }

  @Test
  void theyStandBehindTheUsersOfTheFileWithTheRolesOfTheirRealm() throws IOException {
    signedIn.note("dora", "oidc", Set.of("admin"));
    signedIn.note("carol", "ldap", Set.of("writer"));
    AccountBook book = accounts(signedIn).read();

    assertThat(book.everyone()).containsExactly("anna", "carol", "dora");
    assertThat(book.everyone())
        .extracting(book::realmOf)
        .containsExactly("htpasswd", "ldap", "oidc");
    assertThat(book.roleOf("carol"))
        .as("the group file is for the password file's users")
        .isEqualTo(Role.WRITER);
    assertThat(book.isAdmin("dora")).isTrue();
  }

  @Test
  void aSettingGivesThemARoleToo() throws IOException {
    signedIn.note("oscar", "ldap", NO_GROUPS);
    assertThat(accounts(signedIn).read().isAdmin("oscar")).isTrue();
  }

  @Test
  void whoIsInTheFileAsWellIsTheFilesWhereThatIsAskedFirst() throws IOException {
    signedIn.note("anna", "ldap", NO_GROUPS);
    AccountBook book = accounts(signedIn).read();

    assertThat(book.everyone()).containsExactly("anna");
    assertThat(book.realmOf("anna")).isEqualTo("htpasswd");
    assertThat(book.isAdmin("anna")).isTrue();
  }

  @Test
  void whoIsInTheFileAsWellIsTheRealmsThatIsAskedBefore() throws IOException {
    SignedInUsers ldapFirst = new SignedInUsers(List.of("ldap", "htpasswd"));
    ldapFirst.note("anna", "ldap", NO_GROUPS);
    AccountBook book = accounts(ldapFirst).read();

    assertThat(book.users()).isEmpty();
    assertThat(book.realmOf("anna")).isEqualTo("ldap");
    assertThat(book.isAdmin("anna")).isFalse();
  }

  @Test
  void whatWouldChangeThemSaysWhoseTheyAre() throws IOException {
    signedIn.note("carol", "ldap", NO_GROUPS);
    Accounts accounts = accounts(signedIn);
    String password = "carol signs in through ldap; the password is changed there.";
    String roles = "carol signs in through ldap; roles are given and taken there.";

    assertRefused(password, () -> accounts.setPassword("carol", LONG));
    assertRefused(password, () -> accounts.isPassword("carol", LONG));
    assertRefused(roles, () -> accounts.grant("carol", Role.ADMIN));
    assertRefused(roles, () -> accounts.revoke("carol", Role.ADMIN));
    assertRefused(roles, () -> accounts.assign("carol", Role.READER));
    assertRefused(roles, () -> accounts.unassign("carol", Role.READER));
    assertRefused(
        "carol signs in through ldap; the account is removed there.",
        () -> accounts.delete("carol"));
    assertRefused(
        "User (username=carol) already exists: carol signs in through ldap.",
        () -> accounts.create("carol", LONG));
    assertThat(groups).hasContent("admin: anna carol\n");
  }

  @Test
  void withoutAFileTheyAreThereAndNobodyIsMade() throws IOException {
    SignedInUsers others = new SignedInUsers(List.of("ldap", "oidc"));
    others.note("carol", "ldap", Set.of("admin"));
    Accounts accounts = withoutFile(others);

    assertThat(accounts.read().everyone()).containsExactly("carol");
    assertRefused(
        "This server keeps no users itself; they sign in through ldap or oidc, and are made there.",
        () -> accounts.create("new", LONG));
    assertRefused("carol signs in through ldap; ", () -> accounts.setPassword("carol", LONG));
    assertRefused("carol signs in through ldap; ", () -> accounts.grant("carol", Role.ADMIN));
  }

  @Test
  void anAdministratorOfAnotherRealmMayDeleteTheLastOneOfTheFile() throws IOException {
    assertRefused("This is the last administrator.", () -> accounts(signedIn).delete("anna"));

    signedIn.note("dora", "oidc", Set.of("admin"));
    accounts(signedIn).delete("anna");
    assertThat(users).isEmptyFile();
  }

  @Test
  void aCallerWhomNoRealmHasVerifiedHereIsThereAllTheSame() throws IOException {
    Accounts accounts = accounts(signedIn);
    accounts.noteCaller("erin", Set.of("writer"));

    assertThat(accounts.read().realmOf("erin")).isEqualTo("ldap or oidc");
    assertThat(accounts.read().roleOf("erin")).isEqualTo(Role.WRITER);
  }

  @Test
  void theRolesOfACallerAreThoseOfTheRequest() throws IOException {
    signedIn.note("carol", "ldap", NO_GROUPS);
    Accounts accounts = accounts(signedIn);
    accounts.noteCaller("carol", Set.of("admin"));

    assertThat(accounts.read().realmOf("carol")).isEqualTo("ldap");
    assertThat(accounts.read().isAdmin("carol")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna", "gone"})
  void whereThereIsButTheFileACallerIsNobodyElses(String caller) throws IOException {
    Accounts accounts = accounts(new SignedInUsers(List.of("htpasswd")));
    accounts.noteCaller(caller, NO_GROUPS);

    assertThat(accounts.read().everyone()).containsExactly("anna");
  }

  @Test
  void aFloodOfNamesIsForgottenButForThousand() {
    for (int i = 0; i < 10_000; i++) {
      signedIn.note("user-" + i, "ldap", NO_GROUPS);
    }
    assertThat(signedIn.beside(Set.of())).hasSizeLessThanOrEqualTo(1_000);
  }

  private interface Change {
    void run() throws IOException;
  }

  private static void assertRefused(String why, Change change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            AccountException.class,
            refused -> {
              assertThat(refused.refusal().status()).isEqualTo(400);
              assertThat(refused).hasMessageContaining(why);
            });
  }
}
