package dev.gatekeeper.proxy.account;

import dev.gatekeeper.auth.realm.FileEditor;
import dev.gatekeeper.auth.realm.HtgroupContent;
import dev.gatekeeper.auth.realm.HtpasswdContent;
import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The accounts of an htpasswd file and an htgroup file.
 *
 * <p>What a change requires is looked at while nobody else can change it: so the last administrator
 * stays, whoever else changes something. Of the two locks, that of the groups comes first.
 *
 * <p>Every method throws an {@link IOException} where a file can't be read or written; its message
 * is a sentence for the log. This class is thread-safe.
 */
final class Accounts {

  private final Path usersFile;
  private final FileEditor<HtpasswdContent> users;
  private final Optional<Path> groupsFile;
  private final Hashing hashing;
  private final Runnable changed;
  private final Roles roles;

  Accounts(AccountFiles files, Roles roles) {
    this.usersFile = files.htpasswd();
    this.users = FileEditor.htpasswd(usersFile);
    this.groupsFile = files.htgroup();
    this.hashing = new Hashing(files.policy());
    this.changed = files.changed();
    this.roles = roles;
  }

  /** What the groups mean. */
  Roles roles() {
    return roles;
  }

  /** Reads both files. */
  AccountBook read() throws IOException {
    return book(users.read(), readGroups());
  }

  private HtgroupContent readGroups() throws IOException {
    return groupsFile.isEmpty()
        ? HtgroupContent.empty()
        : FileEditor.htgroup(groupsFile.get()).read();
  }

  private AccountBook book(HtpasswdContent content, HtgroupContent members) {
    return new AccountBook(content.users(), members.groups(), roles);
  }

  /** Makes a user, whose role is that of the groups and settings that have the name already. */
  void create(String user, String password) throws IOException {
    named(
        () -> {
          HtpasswdContent.requireUserName(user);
          return user;
        });
    PasswordRule.require(password);
    requireWritable(usersFile);
    requireAbsent(users.read(), user);
    String hash = hashing.hash(password);
    changeUsers(
        content -> {
          requireAbsent(content, user);
          return content.with(user, hash);
        });
  }

  private static void requireAbsent(HtpasswdContent content, String user) {
    if (content.users().contains(user)) {
      throw AccountException.alreadyThere("User (username=" + user + ") already exists.");
    }
  }

  boolean isPassword(String user, String password) throws IOException {
    return hashing.matches(users.read(), user, password);
  }

  void setPassword(String user, String password) throws IOException {
    read().require(user);
    PasswordRule.require(password);
    requireWritable(usersFile);
    String hash = hashing.hash(password);
    changeUsers(
        content -> {
          book(content, HtgroupContent.empty()).require(user);
          return content.with(user, hash);
        });
  }

  /** Gives a role to a user, who may have it already. */
  void grant(String user, Role role) throws IOException {
    changeGroups(
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

  private HtgroupContent without(HtgroupContent members, String user, Role role) {
    HtgroupContent fewer = members.without(role.lowerCaseName(), user);
    boolean staysAdmin = role == Role.ADMIN && bookWith(fewer).isAdmin(user);
    if (staysAdmin || roles.isListed(user, role)) {
      throw AccountException.notDone(
          "The settings of this server give %s the role '%s', and only who runs it can change them."
              .formatted(user, role.lowerCaseName()));
    }
    requireAdministrator(usersNow(), fewer);
    return fewer;
  }

  /** Removes a user from both files. */
  void delete(String user) throws IOException {
    requireWritable(usersFile);
    AccountBook before = read();
    before.require(user);
    if (before.isInAGroup(user) || (groupsFile.isPresent() && isWritable(groupsFile.get()))) {
      changeGroups(
          members -> {
            unchecked(
                () -> {
                  deleteUser(user, members);
                  return user;
                });
            // a later user of that name must not inherit them
            return members.without(user);
          });
    } else {
      deleteUser(user, readGroups());
    }
  }

  private void deleteUser(String user, HtgroupContent members) throws IOException {
    changeUsers(
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
    if (book.users().stream()
        .noneMatch(user -> book.isAdmin(user) && hashing.canLogIn(content, user))) {
      throw AccountException.notDone(
          "This is the last administrator. Make another user an administrator first.");
    }
  }

  private AccountBook bookWith(HtgroupContent members) {
    return book(usersNow(), members);
  }

  private HtpasswdContent usersNow() {
    return unchecked(users::read);
  }

  private void changeUsers(UnaryOperator<HtpasswdContent> change) throws IOException {
    changeWith(() -> users.edit(content -> change.apply(requireHtpasswd(content))));
  }

  private void changeGroups(UnaryOperator<HtgroupContent> change) throws IOException {
    if (groupsFile.isEmpty()) {
      throw AccountException.notDone(
          "This server has no file of groups, so the roles of its users can't be changed here.");
    }
    requireWritable(groupsFile.get());
    changeWith(() -> FileEditor.htgroup(groupsFile.get()).edit(change));
  }

  @FunctionalInterface
  private interface Edit<R> {
    R run() throws IOException;
  }

  private void changeWith(Edit<?> edit) throws IOException {
    try {
      edit.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      changed.run();
    }
  }

  private static <R> R unchecked(Edit<R> edit) {
    try {
      return edit.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the passwd tool has it, before another kind of file is spoilt. */
  private HtpasswdContent requireHtpasswd(HtpasswdContent content) {
    content
        .lineWithoutColon()
        .ifPresent(
            line -> {
              throw new UncheckedIOException(
                  new IOException(
                      usersFile + " is not changed: its line " + line + " has no colon."));
            });
    return content;
  }

  private static <R> R named(Supplier<R> change) {
    try {
      return change.get();
    } catch (IllegalArgumentException e) {
      throw AccountException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static void requireWritable(Path file) throws IOException {
    if (!isWritable(file)) {
      throw AccountException.notDone(
          "The file of users or that of their groups is read-only for this server, so accounts"
              + " can't be changed here.");
    }
  }

  private static boolean isWritable(Path file) throws IOException {
    Path real = file.toRealPath();
    Path folder = real.getParent();
    return Files.isWritable(real) && folder != null && Files.isWritable(folder);
  }
}
