package dev.gatekeeper.auth.hash;

/** A stored password hash. Immutable and thread-safe; {@code toString} never shows the hash. */
public sealed interface PasswordHash permits Apr1Hash, BcryptHash {

  /**
   * Hashes a password and compares, in a time that does not depend on where the two differ.
   *
   * @param password the password, perhaps empty
   * @return whether it is the one that was stored
   */
  boolean matches(String password);

  /**
   * Reads the second field of an htpasswd line.
   *
   * @param encoded the hash as {@code htpasswd -m} or {@code -B} writes it
   * @return the hash
   * @throws UnusableHashException if the format is not known, or the hash is cut or too costly
   */
  static PasswordHash parse(String encoded) throws UnusableHashException {
    if (encoded.startsWith("$apr1$")) {
      return Apr1Hash.parse(encoded);
    }
    if (encoded.startsWith("$2")) {
      return BcryptHash.parse(encoded);
    }
    throw new UnusableHashException(
        encoded.isEmpty() ? "there is no hash" : "the hash is of no known format");
  }
}
