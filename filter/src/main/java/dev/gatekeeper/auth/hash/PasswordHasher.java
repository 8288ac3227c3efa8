package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.Md5Crypt;
import org.mindrot.jbcrypt.BCrypt;

/**
 * Makes the hash of a new password, in a format that Apache's {@code htpasswd} writes too.
 *
 * <p>Each call takes a salt of its own from a {@link SecureRandom}. Immutable and thread-safe.
 */
public final class PasswordHasher {

  /** Takes some 50 ms, and is what most programs take. */
  private static final int DEFAULT_BCRYPT_COST = 10;

  private static final String SALT_ALPHABET =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final UnaryOperator<String> function;

  private PasswordHasher(UnaryOperator<String> function) {
    this.function = function;
  }

  /**
   * bcrypt of cost 10, the one to take unless there is a reason.
   *
   * @return a hasher that makes {@code $2y$} hashes
   */
  public static PasswordHasher bcrypt() {
    return bcrypt(DEFAULT_BCRYPT_COST);
  }

  /**
   * bcrypt, of which the first 72 bytes of a password count.
   *
   * @param cost from 4 to 30; each step doubles the time. {@link HashPolicy#DEFAULT} reads up to
   *     15, Apache up to 17
   * @return a hasher that makes {@code $2y$} hashes
   * @throws IllegalArgumentException if the cost is out of its range
   */
  public static PasswordHasher bcrypt(int cost) {
    HashPolicy.requireWithin(
        "bcrypt cost", cost, HashPolicy.MIN_BCRYPT_COST, HashPolicy.MAX_BCRYPT_COST);
    // jBCrypt computes what htpasswd calls $2y$ under its older name
    return new PasswordHasher(
        password -> "$2y$" + BCrypt.hashpw(password, BCrypt.gensalt(cost, RANDOM)).substring(4));
  }

  /**
   * Apache's MD5 crypt, for programs that know no better one.
   *
   * @return a hasher that makes {@code $apr1$} hashes
   */
  public static PasswordHasher apr1() {
    return new PasswordHasher(
        password -> Md5Crypt.apr1Crypt(password.getBytes(UTF_8), "$apr1$" + salt(8)));
  }

  /**
   * SHA-crypt with SHA-256.
   *
   * @param rounds from 1,000 to 1,000,000; 5,000 is usual
   * @return a hasher that makes {@code $5$} hashes
   * @throws IllegalArgumentException if the number of rounds is out of its range
   */
  public static PasswordHasher sha256Crypt(int rounds) {
    return shaCrypt("$5$", rounds);
  }

  /**
   * SHA-crypt with SHA-512.
   *
   * @param rounds from 1,000 to 1,000,000; 5,000 is usual
   * @return a hasher that makes {@code $6$} hashes
   * @throws IllegalArgumentException if the number of rounds is out of its range
   */
  public static PasswordHasher sha512Crypt(int rounds) {
    return shaCrypt("$6$", rounds);
  }

  private static PasswordHasher shaCrypt(String prefix, int rounds) {
    HashPolicy.requireWithin(
        "number of SHA-crypt rounds",
        rounds,
        HashPolicy.MIN_SHA_CRYPT_ROUNDS,
        HashPolicy.MAX_SHA_CRYPT_ROUNDS);
    String named = rounds == ShaCryptHash.DEFAULT_ROUNDS ? "" : "rounds=" + rounds + "$";
    return new PasswordHasher(
        password -> Crypt.crypt(password.getBytes(UTF_8), prefix + named + salt(16)));
  }

  private static String salt(int length) {
    StringBuilder salt = new StringBuilder(length);
    RANDOM
        .ints(length, 0, SALT_ALPHABET.length())
        .forEach(index -> salt.append(SALT_ALPHABET.charAt(index)));
    return salt.toString();
  }

  /**
   * Hashes a password.
   *
   * @param password the password, perhaps empty; its UTF-8 bytes count
   * @return the second field of an htpasswd line
   * @throws IllegalArgumentException if the password has a NUL character, where other programs
   *     would end it
   */
  public String hash(String password) {
    if (password.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("The password has a NUL character.");
    }
    return function.apply(password);
  }
}
