package dev.gatekeeper.proxy.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

  private static final String LONG = "a long password";

  /** htpasswd -nbB -C 4 anna running */
  private static final String HASH = "$2y$04$O5uZ92m.qiBZsVNJ51R/8uu.i4yA5h4/npLj21RWrMnMXWJ9s4rW.";

  private static final String USERS =
      "# the lab\nanna:" + HASH + ":Anna A.\n\nbob:" + HASH + "\r\nlocked:!" + HASH + "\n";
  private static final String GROUPS = "# roles\nstaff: bob eve\nadmin: anna locked ghost\n";

  private static final Roles ROLES = new Roles(Map.of(), Role.READER, Role.WRITER);

  private static final SignedInUsers ONLY_THE_FILE = new SignedInUsers(List.of("htpasswd"));

  private final AtomicInteger changes = new AtomicInteger();
  private final Path users;
  private final Path groups;
  private final Accounts accounts;

  AccountsTest(@TempDir Path folder) {
    users = folder.resolve("htpasswd");
    groups = folder.resolve("htgroup");
    accounts = accounts(Optional.of(groups), ROLES);
  }

  private Accounts accounts(Optional<Path> htgroup, Roles roles) {
    return new Accounts(files(Optional.of(users), htgroup), ONLY_THE_FILE, roles);
  }

  private AccountFiles files(Optional<Path> htpasswd, Optional<Path> htgroup) {
    return new AccountFiles(htpasswd, htgroup, HashPolicy.DEFAULT, changes::incrementAndGet);
  }

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(users, USERS);
    Files.writeString(groups, GROUPS);
  }

  @Test
  void aNewUserIsALineMoreWithABcryptHashAndNothingElseChanges() throws IOException {
    accounts.create("zoë", LONG);

    assertThat(Files.readString(users))
        .startsWith(USERS)
        .endsWith("\n")
        .matches("(?s).*\nzoë:\\$2y\\$10\\$[./A-Za-z0-9]{53}\n");
    assertThat(accounts.isPassword("zoë", LONG)).isTrue();
    assertThat(changes).as("tells that it counts now").hasValue(1);
    assertThat(groups).hasContent(GROUPS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a\nb", " a", "a ", "a\0", "#a", "\ud800"})
  void aNameThatNoFileCanHoldIsRefusedWithTheReason(String name) {
    assertRefused("INVALID_PARAMETER_VALUE", "The user name ", () -> accounts.create(name, LONG));
  }

  @Test
  void aNameOfMoreThan255BytesIsRefused() throws IOException {
    accounts.create("ä".repeat(127), LONG);
    assertRefused(
        "INVALID_PARAMETER_VALUE",
        "The user name is longer than 255 bytes.",
        () -> accounts.create("ä".repeat(128), LONG));
  }

  @ParameterizedTest
  @CsvSource({
    "elevenchars,    Password must be at least 12 characters.",
    "'',             Password must be at least 12 characters.",
    "'a very long\0word', Password must not have control characters.",
    "'a very long\nword', Password must not have control characters.",
    "a long w\ud800ord, Password must not have control characters.",
  })
  void aPasswordWithWhichNobodyCouldLogInIsRefused(String password, String why) {
    assertRefused("INVALID_PARAMETER_VALUE", why, () -> accounts.create("new", password));
    assertRefused("INVALID_PARAMETER_VALUE", why, () -> accounts.setPassword("bob", password));
  }

  @Test
  void charactersOfAPasswordAreCountedAndBytesAreLimited() throws IOException {
    accounts.create("wide", "😀".repeat(12));
    assertRefused(
        "INVALID_PARAMETER_VALUE", "at least 12", () -> accounts.create("wider", "😀".repeat(11)));
    assertRefused(
        "INVALID_PARAMETER_VALUE",
        "at most 1024 bytes",
        () -> accounts.create("long", "ä".repeat(513)));
  }

  @Test
  void aUserWhoIsThereIsNotMadeAgain() {
    assertRefused(
        "RESOURCE_ALREADY_EXISTS",
        "User (username=locked) already exists.",
        () -> accounts.create("locked", LONG));
  }

  @Test
  void aNewPasswordReplacesTheOldOneWhereItStands() throws IOException {
    accounts.setPassword("anna", LONG);

    assertThat(accounts.isPassword("anna", LONG)).isTrue();
    assertThat(accounts.isPassword("anna", "running")).isFalse();
    assertThat(Files.readString(users))
        .matches("(?s)# the lab\nanna:\\$2y\\$10\\$[^:\n]+:Anna A\\.\n\nbob:.*")
        .endsWith(USERS.substring(USERS.indexOf("\n\nbob")));
  }

  @Test
  void ofAStrangerNothingIsChanged() {
    String why = "User with username=eve not found";
    assertRefused("RESOURCE_DOES_NOT_EXIST", why, () -> accounts.setPassword("eve", LONG));
    assertRefused("RESOURCE_DOES_NOT_EXIST", why, () -> accounts.grant("eve", Role.ADMIN));
    assertRefused("RESOURCE_DOES_NOT_EXIST", why, () -> accounts.revoke("eve", Role.ADMIN));
    assertRefused("RESOURCE_DOES_NOT_EXIST", why, () -> accounts.assign("eve", Role.READER));
    assertRefused("RESOURCE_DOES_NOT_EXIST", why, () -> accounts.unassign("eve", Role.READER));
    assertRefused("RESOURCE_DOES_NOT_EXIST", why, () -> accounts.delete("eve"));
  }

  @Test
  void anAdministratorIsAMemberOfTheGroup() throws IOException {
    accounts.grant("bob", Role.ADMIN);
    accounts.grant("bob", Role.ADMIN);

    assertThat(accounts.read().isAdmin("bob")).isTrue();
    assertThat(groups).hasContent("# roles\nstaff: bob eve\nadmin: anna locked ghost bob\n");

    accounts.revoke("anna", Role.ADMIN);
    accounts.revoke("anna", Role.ADMIN);

    assertThat(accounts.read().isAdmin("anna")).isFalse();
    assertThat(groups).hasContent("# roles\nstaff: bob eve\nadmin: locked ghost bob\n");
  }

  @Test
  void theLastAdministratorWhoCanLogInStays() {
    String why = "This is the last administrator.";
    assertRefused("BAD_REQUEST", why, () -> accounts.delete("anna"));
    assertRefused("BAD_REQUEST", why, () -> accounts.revoke("anna", Role.ADMIN));
    assertRefused("BAD_REQUEST", why, () -> accounts.unassign("anna", Role.ADMIN));
  }

  @Test
  void anAdministratorByASettingIsOneToo() throws IOException {
    Accounts listing =
        accounts(
            Optional.of(groups),
            new Roles(Map.of(Role.ADMIN, Set.of("bob")), Role.READER, Role.WRITER));
    String why = "The settings of this server give bob the role 'admin'";
    assertRefused("BAD_REQUEST", why, () -> listing.revoke("bob", Role.ADMIN));
    assertRefused("BAD_REQUEST", why, () -> listing.unassign("bob", Role.ADMIN));
    assertRefused("RESOURCE_ALREADY_EXISTS", "already", () -> listing.assign("bob", Role.ADMIN));

    listing.delete("anna");

    assertThat(listing.read().users()).containsExactly("bob", "locked");
  }

  @Test
  void ofTwoAdministratorsWhoDemoteOneAnotherOneStays() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    for (int round = 0; round < 20; round++) {
      Files.writeString(groups, "admin: anna bob\n");
      List<Future<Boolean>> ends =
          threads.invokeAll(List.of(() -> demote("anna"), () -> demote("bob")));
      assertThat(List.of(ends.get(0).get(), ends.get(1).get())).containsOnlyOnce(true);
      assertThat(Files.readString(groups)).matches("admin: (anna|bob)\n");
    }
    threads.shutdown();
  }

  private boolean demote(String user) throws IOException {
    try {
      accounts.revoke(user, Role.ADMIN);
      return true;
    } catch (AccountException e) {
      return false;
    }
  }

  @Test
  void rolesAreGivenOnceAndTakenOnce() throws IOException {
    accounts.assign("bob", Role.WRITER);
    assertThat(accounts.read().rolesOf("bob")).containsExactly(Role.WRITER);
    assertRefused("RESOURCE_ALREADY_EXISTS", "already", () -> accounts.assign("bob", Role.WRITER));

    accounts.unassign("bob", Role.WRITER);
    assertThat(accounts.read().rolesOf("bob")).as("the default").containsExactly(Role.READER);
    assertRefused(
        "RESOURCE_DOES_NOT_EXIST", "was not given", () -> accounts.unassign("bob", Role.WRITER));
    assertRefused(
        "RESOURCE_DOES_NOT_EXIST", "was not given", () -> accounts.unassign("bob", Role.READER));
    assertThat(groups).hasContent(GROUPS);
  }

  @Test
  void aNameWithASpaceGetsNoGroup() throws IOException {
    accounts.create("a b", LONG);
    assertThatThrownBy(() -> accounts.grant("a b", Role.ADMIN))
        .isInstanceOf(AccountException.class)
        .hasMessageContaining("white space");
  }

  @Test
  void aDeletedUserIsGoneFromBothFiles() throws IOException {
    accounts.delete("bob");

    assertThat(users).hasContent(USERS.replaceFirst("bob.*\r\n", ""));
    assertThat(groups).hasContent(GROUPS.replace("bob ", ""));
  }

  @Test
  void withoutAGroupFileUsersAreMadeAndDeletedButRolesStay() throws IOException {
    Accounts plain =
        accounts(
            Optional.empty(),
            new Roles(Map.of(Role.ADMIN, Set.of("anna")), Role.READER, Role.WRITER));
    plain.create("new", LONG);
    plain.delete("bob");

    assertThat(plain.read().users()).containsExactly("anna", "locked", "new");
    assertThatThrownBy(() -> plain.grant("new", Role.ADMIN))
        .isInstanceOf(AccountException.class)
        .hasMessageContaining("no file of groups");
    assertThatThrownBy(() -> plain.delete("anna")).hasMessageContaining("last administrator");
  }

  @Test
  void aFileThatHasVanishedIsAnErrorOfTheServerAndTheOtherStays() throws IOException {
    Files.delete(users);
    assertThatThrownBy(() -> accounts.create("new", LONG)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> accounts.delete("bob")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> accounts.grant("bob", Role.ADMIN)).isInstanceOf(IOException.class);
    assertThat(users).doesNotExist();
    assertThat(groups).hasContent(GROUPS);
  }

  /** The JDK's own files are read-only for root, too. */
  @Test
  void aReadOnlyFileIsNamedAsTheReason() {
    Path readOnly = Path.of(URI.create("jrt:/java.base/java/lang/Object.class"));
    Accounts ofSecret =
        new Accounts(files(Optional.of(readOnly), Optional.of(readOnly)), ONLY_THE_FILE, ROLES);

    assertRefused("BAD_REQUEST", "is read-only", () -> ofSecret.create("new", LONG));
    assertRefused("BAD_REQUEST", "is read-only", () -> ofSecret.delete("bob"));
    assertRefused("BAD_REQUEST", "is read-only", () -> ofSecret.grant("bob", Role.ADMIN));
    assertRefused("BAD_REQUEST", "is read-only", () -> ofSecret.revoke("bob", Role.ADMIN));
  }

  @Test
  void aFileThatIsNoHtpasswdFileIsNotSpoilt() throws IOException {
    Files.writeString(users, USERS + "some words\n");
    assertThatThrownBy(() -> accounts.create("new", LONG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 6 has no colon");
    assertThat(users).hasContent(USERS + "some words\n");
  }

  private interface Change {
    void run() throws IOException;
  }

  /** And nothing is changed. */
  private void assertRefused(String errorCode, String why, Change change) {
    String[] before = {read(users), read(groups)};
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            AccountException.class,
            refused -> {
              assertThat(refused).hasMessageContaining(why);
              assertThat(refused.toJson()).contains("\"error_code\":\"" + errorCode + "\"");
            });
    assertThat(new String[] {read(users), read(groups)}).isEqualTo(before);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
