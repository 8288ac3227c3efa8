package dev.gatekeeper.passwd;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import dev.gatekeeper.auth.hash.UnusableHashException;
import dev.gatekeeper.auth.realm.FileEditor;
import dev.gatekeeper.auth.realm.HtpasswdContent;
import dev.gatekeeper.passwd.Failure.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** What can be done with an htpasswd file, and what is said of it. */
final class PasswordFile {

  /** Gets a password or the hash of one, once it is known to be needed. */
  @FunctionalInterface
  interface Secret {
    String get() throws IOException;
  }

  /** What Apache verifies, which does not ask the gatekeeper's policy. */
  private static final HashPolicy VERIFIABLE = HashPolicy.DEFAULT.withMaxBcryptCost(17);

  private final Path file;
  private final FileEditor<HtpasswdContent> editor;
  private final PrintWriter out;
  private final PrintWriter err;

  PasswordFile(Path file, PrintWriter out, PrintWriter err) {
    this.file = file;
    this.editor = FileEditor.htpasswd(file);
    this.out = out;
    this.err = err;
  }

  void create(String user, Secret hash) throws IOException {
    NewFile.write(file, editor, HtpasswdContent.empty().with(user, hash.get()), err);
    err.println("Adding password for user " + user);
  }

  void update(String user, Secret hash) throws IOException {
    read();
    String made = hash.get();
    HtpasswdContent before = editor.edit(users -> requireHtpasswd(users).with(user, made));
    err.println(
        (before.users().contains(user) ? "Updating" : "Adding") + " password for user " + user);
  }

  void delete(String user) throws IOException {
    HtpasswdContent before = editor.edit(users -> requireHtpasswd(users).without(user));
    err.println(
        before.users().contains(user)
            ? "Deleting password for user " + user
            : "User " + user + " not found");
  }

  void verify(String user, Secret password) throws IOException {
    PasswordHash hash = hashOf(user);
    if (!hash.matches(password.get())) {
      throw new Failure(Kind.MISMATCH, "the password is wrong.");
    }
    err.println("Password for user " + user + " correct.");
  }

  private PasswordHash hashOf(String user) throws IOException {
    try {
      Optional<PasswordHash> hash = read().hashOf(user, VERIFIABLE);
      return hash.orElseThrow(() -> new Failure(Kind.NAME, "User " + user + " not found"));
    } catch (UnusableHashException e) {
      throw new Failure(
          Kind.NO_PASSWORD_FILE, "user " + user + " can't log in: " + e.getMessage() + ".");
    }
  }

  void list() throws IOException {
    read().users().forEach(out::println);
  }

  private HtpasswdContent read() throws IOException {
    return requireHtpasswd(editor.read());
  }

  /** Before another kind of file is spoilt: a line without a colon is no user's. */
  private HtpasswdContent requireHtpasswd(HtpasswdContent content) {
    content
        .lineWithoutColon()
        .ifPresent(
            line -> {
              throw new Failure(
                  Kind.NO_PASSWORD_FILE,
                  file + " is no htpasswd file: line " + line + " has no colon.");
            });
    return content;
  }
}
