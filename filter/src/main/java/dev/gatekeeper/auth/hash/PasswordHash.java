package dev.gatekeeper.auth.hash;

/**
 * A stored password hash, in a format that Apache httpd or nginx reads. Immutable and thread-safe;
 * {@code toString} never shows the hash.
 */
public sealed interface PasswordHash
    permits Apr1Hash,
        BcryptHash,
        DesCryptHash,
        Md5CryptHash,
        PlainTextPassword,
        ShaCryptHash,
        ShaHash,
        SshaHash {

  /**
   * Hashes a password and compares, in a time that does not depend on where the two differ.
   *
   * @param password the password, perhaps empty; its UTF-8 bytes count
   * @return whether it is the one that was stored
   */
  boolean matches(String password);

  /**
   * Reads the second field of an htpasswd line.
   *
   * @param encoded the hash as it stands in the file
   * @param policy what is too costly, and whether plain text counts
   * @return the hash
   * @throws UnusableHashException if the format is not known, or the hash is cut, damaged or
   *     against the policy; the message never shows it
   */
  static PasswordHash parse(String encoded, HashPolicy policy) throws UnusableHashException {
    if (encoded.isEmpty()) {
      throw new UnusableHashException("there is no hash");
    }
    return switch (encoded.charAt(0)) {
      case '$' -> parseCrypt(encoded, policy);
      case '{' -> parseScheme(encoded, policy);
      case '*', '!' -> throw new UnusableHashException(mark(encoded));
      default ->
          DesCryptHash.isOne(encoded)
              ? new DesCryptHash(encoded)
              : PlainTextPassword.parseBare(encoded, policy);
    };
  }

  private static PasswordHash parseCrypt(String encoded, HashPolicy policy)
      throws UnusableHashException {
    if (encoded.startsWith("$2")) {
      return BcryptHash.parse(encoded, policy);
    }
    if (encoded.startsWith("$apr1$")) {
      return Apr1Hash.parse(encoded);
    }
    if (encoded.startsWith("$5$") || encoded.startsWith("$6$")) {
      return ShaCryptHash.parse(encoded, policy);
    }
    if (encoded.startsWith("$1$")) {
      return Md5CryptHash.parse(encoded);
    }
    throw UnusableHashException.unknownFormat();
  }

  private static PasswordHash parseScheme(String encoded, HashPolicy policy)
      throws UnusableHashException {
    if (encoded.startsWith(ShaHash.SCHEME)) {
      return ShaHash.parse(encoded);
    }
    if (encoded.startsWith(SshaHash.SCHEME)) {
      return SshaHash.parse(encoded);
    }
    if (encoded.startsWith(PlainTextPassword.SCHEME)) {
      return PlainTextPassword.parse(encoded, policy);
    }
    throw UnusableHashException.unknownFormat();
  }

  /** As crypt(3) and passwd(5) have it. */
  private static String mark(String encoded) {
    return encoded.equals("*0") || encoded.equals("*1")
        ? "there is no hash but the mark of crypt that hashing failed"
        : "there is no hash but a mark that locks the user out";
  }
}
