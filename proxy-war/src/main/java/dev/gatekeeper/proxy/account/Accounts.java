package dev.gatekeeper.proxy.account;

import dev.gatekeeper.auth.realm.HtgroupContent;
import dev.gatekeeper.auth.realm.HtpasswdContent;
import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The accounts of an htpasswd file and an htgroup file. Those of other realms are shown beside
 * them, and changed elsewhere.
 *
 * <p>What a change requires is looked at while nobody else can change it: so the last administrator
 * stays, whoever else changes something. Of the two locks, that of the groups comes first.
 *
 * <p>Every method throws an {@link IOException} where a file can't be read or written; its message
 * is a sentence for the log. This class is thread-safe.
 */
final class Accounts {

  private static final String PASSWORD_OF_OTHERS = "the password is changed";
  private static final String ROLES_OF_OTHERS = "roles are given and taken";
  private static final String ACCOUNT_OF_OTHERS = "the account is removed";

  private final AccountEditor files;
  private final Hashing hashing;
  private final SignedInUsers signedIn;
  private final Roles roles;

  Accounts(AccountFiles files, SignedInUsers signedIn, Roles roles) {
    this.files = new AccountEditor(files);
    this.hashing = new Hashing(files.policy());
    this.signedIn = signedIn;
    this.roles = roles;
  }

  /** What the groups mean. */
  Roles roles() {
    return roles;
  }

  /** Whether a user can be another realm's. */
  boolean areOfSeveralRealms() {
    return signedIn.hasOthers();
  }

  /** Has a caller be there who is not the file's, whatever realm that is. */
  void noteCaller(String user, Set<String> groups) throws IOException {
    if (signedIn.hasOthers() && !read().users().contains(user)) {
      signedIn.noteCaller(user, groups);
    }
  }

  /** Reads both files. */
  AccountBook read() throws IOException {
    return book(files.readUsers(), files.readGroups());
  }

  private AccountBook book(HtpasswdContent content, HtgroupContent members) {
    return AccountBook.of(content.users(), members.groups(), signedIn, roles);
  }

  private AccountBook bookWith(HtgroupContent members) {
    return book(files.usersNow(), members);
  }

  /** Makes a user, whose role is that of the groups and settings that have the name already. */
  void create(String user, String password) throws IOException {
    named(
        () -> {
          HtpasswdContent.requireUserName(user);
          return user;
        });
    PasswordRule.require(password);
    if (!files.haveUsers()) {
      throw AccountException.notDone(
          "This server keeps no users itself; they sign in through %s, and are made there."
              .formatted(signedIn.others()));
    }
    files.requireUsersWritable();
    requireAbsent(files.readUsers(), user);
    String hash = hashing.hash(password);
    files.changeUsers(
        content -> {
          requireAbsent(content, user);
          return content.with(user, hash);
        });
  }

  private void requireAbsent(HtpasswdContent content, String user) {
    AccountBook book = book(content, HtgroupContent.empty());
    if (book.others().containsKey(user)) {
      throw AccountException.alreadyThere(
          "User (username=%1$s) already exists: %1$s signs in through %2$s."
              .formatted(user, book.realmOf(user)));
    }
    if (book.users().contains(user)) {
      throw AccountException.alreadyThere("User (username=" + user + ") already exists.");
    }
  }

  /**
   * Whether a password is the user's.
   *
   * @throws AccountException if there is no such user in the file
   */
  boolean isPassword(String user, String password) throws IOException {
    requirePasswordHere(user);
    return hashing.matches(files.readUsers(), user, password);
  }

  /**
   * @throws AccountException if there is no such user in the file
   */
  void requirePasswordHere(String user) throws IOException {
    requireNotOfOthers(user, PASSWORD_OF_OTHERS);
    read().require(user);
  }

  private void requireNotOfOthers(String user, String change) throws IOException {
    if (signedIn.hasOthers()) {
      read().requireNotOfOthers(user, change);
    }
  }

  void setPassword(String user, String password) throws IOException {
    requirePasswordHere(user);
    PasswordRule.require(password);
    files.requireUsersWritable();
    String hash = hashing.hash(password);
    files.changeUsers(
        content -> {
          book(content, HtgroupContent.empty()).require(user);
          return content.with(user, hash);
        });
  }

  /** Gives a role to a user, who may have it already. */
  void grant(String user, Role role) throws IOException {
    changeGroups(
        user,
        members -> {
          bookWith(members).require(user);
          return named(() -> members.with(role.lowerCaseName(), user));
        });
  }

  /**
   * Gives a role to a user.
   *
   * @throws AccountException if the user was given it before
   */
  void assign(String user, Role role) throws IOException {
    changeGroups(
        user,
        members -> {
          AccountBook book = bookWith(members);
          book.require(user);
          if (book.isInGroup(user, role) || roles.isListed(user, role)) {
            throw AccountException.alreadyThere(
                "User " + user + " has the role '" + role.lowerCaseName() + "' already.");
          }
          return named(() -> members.with(role.lowerCaseName(), user));
        });
  }

  /** Takes a role from a user, who may not have it. */
  void revoke(String user, Role role) throws IOException {
    changeGroups(
        user,
        members -> {
          bookWith(members).require(user);
          return without(members, user, role);
        });
  }

  /**
   * Takes a role from a user.
   *
   * @throws AccountException if the user has not got it
   */
  void unassign(String user, Role role) throws IOException {
    changeGroups(
        user,
        members -> {
          AccountBook book = bookWith(members);
          book.require(user);
          if (!book.isInGroup(user, role) && !roles.isListed(user, role)) {
            throw AccountException.missing(
                "User " + user + " was not given the role '" + role.lowerCaseName() + "'.");
          }
          return without(members, user, role);
        });
  }

  private void changeGroups(String user, UnaryOperator<HtgroupContent> change) throws IOException {
    requireNotOfOthers(user, ROLES_OF_OTHERS);
    files.changeGroups(change);
  }

  private HtgroupContent without(HtgroupContent members, String user, Role role) {
    HtgroupContent fewer = members.without(role.lowerCaseName(), user);
    boolean staysAdmin = role == Role.ADMIN && bookWith(fewer).isAdmin(user);
    if (staysAdmin || roles.isListed(user, role)) {
      throw AccountException.notDone(
          "The settings of this server give %s the role '%s', and only who runs it can change them."
              .formatted(user, role.lowerCaseName()));
    }
    requireAdministrator(files.usersNow(), fewer);
    return fewer;
  }

  /** Removes a user from both files. */
  void delete(String user) throws IOException {
    requireNotOfOthers(user, ACCOUNT_OF_OTHERS);
    files.requireUsersWritable();
    AccountBook before = read();
    before.require(user);
    if (before.isInAGroup(user) || files.areGroupsWritable()) {
      files.changeGroups(
          members -> {
            AccountEditor.unchecked(
                () -> {
                  deleteUser(user, members);
                  return user;
                });
            // a later user of that name must not inherit them
            return members.without(user);
          });
    } else {
      deleteUser(user, files.readGroups());
    }
  }

  private void deleteUser(String user, HtgroupContent members) throws IOException {
    files.changeUsers(
        content -> {
          book(content, members).require(user);
          HtpasswdContent fewer = content.without(user);
          requireAdministrator(fewer, members);
          return fewer;
        });
  }

  /** One who can log in, or nobody could administer any more. */
  private void requireAdministrator(HtpasswdContent content, HtgroupContent members) {
    AccountBook book = book(content, members);
    if (book.everyone().stream()
        .filter(book::isAdmin)
        .noneMatch(user -> book.others().containsKey(user) || hashing.canLogIn(content, user))) {
      throw AccountException.notDone(
          "This is the last administrator. Make another user an administrator first.");
    }
  }

  private static <R> R named(Supplier<R> change) {
    try {
      return change.get();
    } catch (IllegalArgumentException e) {
      throw AccountException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
