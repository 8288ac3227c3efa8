package dev.gatekeeper.launcher;

import dev.gatekeeper.auth.hash.PasswordHasher;
import dev.gatekeeper.auth.realm.FileEditor;
import dev.gatekeeper.auth.realm.HtgroupContent;
import dev.gatekeeper.auth.realm.HtpasswdContent;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** The user that a first start makes, so that there is one to log in with. */
final class FirstUser {

  static final String NAME = "admin";

  private static final String GROUP = "admin";

  /** Without those that look alike. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int PASSWORD_LENGTH = 20;

  private FirstUser() {}

  /** Where the user is written. */
  record Files(Path htpasswd, Path htgroup) {}

  /**
   * Writes each file unless it is there.
   *
   * @return the password, which is kept nowhere, or empty if there was a password file
   */
  static Optional<String> createIfAbsent(Files files) throws IOException {
    FileEditor.htgroup(files.htgroup())
        .createIfAbsent(() -> HtgroupContent.empty().with(GROUP, NAME));
    String password = randomPassword();
    boolean isNew =
        FileEditor.htpasswd(files.htpasswd())
            .createIfAbsent(
                () -> HtpasswdContent.empty().with(NAME, PasswordHasher.bcrypt().hash(password)));
    return Optional.of(password).filter(made -> isNew);
  }

  private static String randomPassword() {
    return new SecureRandom()
        .ints(PASSWORD_LENGTH, 0, ALPHABET.length())
        .collect(
            StringBuilder::new,
            (text, index) -> text.append(ALPHABET.charAt(index)),
            StringBuilder::append)
        .toString();
  }
}
