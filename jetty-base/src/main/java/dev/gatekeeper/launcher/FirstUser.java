package dev.gatekeeper.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.mindrot.jbcrypt.BCrypt;

/** The user that a first start makes, so that there is one to log in with. */
final class FirstUser {

  static final String NAME = "admin";

  /** Without those that look alike. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int PASSWORD_LENGTH = 20;
  private static final int BCRYPT_COST = 10;

  private FirstUser() {}

  /** Where the user is written. */
  record Files(Path htpasswd, Path htgroup) {}

  /**
   * Writes both files unless there is a password file, which is then left as it is.
   *
   * @return the password, which is kept nowhere, or empty if nothing was written
   */
  static Optional<String> createIfAbsent(Files files) throws IOException {
    if (!java.nio.file.Files.exists(files.htgroup())) {
      write(files.htgroup(), "admin: " + NAME + "\n");
    }
    if (java.nio.file.Files.exists(files.htpasswd())) {
      return Optional.empty();
    }
    String password = randomPassword();
    String hash = BCrypt.hashpw(password, BCrypt.gensalt(BCRYPT_COST));
    // as htpasswd -B writes it; jBCrypt computes the same under the older name
    write(files.htpasswd(), NAME + ":" + hash.replaceFirst("^\\$2a\\$", "\\$2y\\$") + "\n");
    return Optional.of(password);
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

  private static void write(Path file, String text) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    // whole or not at all: an empty password file would be kept for ever, and let nobody in
    Path draft = java.nio.file.Files.createTempFile(file.getParent(), "draft", null, ownerOnly);
    java.nio.file.Files.write(draft, text.getBytes(UTF_8), StandardOpenOption.WRITE);
    java.nio.file.Files.move(draft, file);
  }
}
