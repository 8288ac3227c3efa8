package dev.gatekeeper.auth.hash;

/**
 * Which stored hashes are too costly to check, and whether a password may be stored as it is.
 *
 * <p>A hash file is input: one line of bcrypt cost 31 would keep a processor busy for days. What a
 * policy refuses is refused when the file is read. Immutable and thread-safe.
 *
 * @param maxBcryptCost the highest bcrypt cost, from 4 to 30, which is all that jBCrypt computes;
 *     each step doubles the time
 * @param maxShaCryptRounds the most rounds of SHA-crypt, from 1,000 to 1,000,000, which is all that
 *     commons-codec computes
 * @param plainText whether a password may be stored as it is
 * @see <a href="https://www.akkadia.org/drepper/SHA-crypt.txt">Unix crypt using SHA-256 and
 *     SHA-512</a>
 */
public record HashPolicy(int maxBcryptCost, int maxShaCryptRounds, PlainText plainText) {

  /** What becomes of a password that is stored as it is. */
  public enum PlainText {
    /** Its user can't log in. */
    REFUSED,
    /** It counts, after {@code {PLAIN}} or bare. */
    ALLOWED
  }

  /** bcrypt up to cost 15 and SHA-crypt up to 1,000,000 rounds, seconds each; no plain text. */
  public static final HashPolicy DEFAULT = new HashPolicy(15, 1_000_000, PlainText.REFUSED);

  /** The lowest bcrypt cost that there is. */
  public static final int MIN_BCRYPT_COST = 4;

  /** The highest bcrypt cost that jBCrypt computes. */
  public static final int MAX_BCRYPT_COST = 30;

  /** The fewest rounds of SHA-crypt that there are. */
  public static final int MIN_SHA_CRYPT_ROUNDS = 1_000;

  /** The most rounds of SHA-crypt that commons-codec computes. */
  public static final int MAX_SHA_CRYPT_ROUNDS = 1_000_000;

  /**
   * Checks the ceilings.
   *
   * @param maxBcryptCost the highest bcrypt cost, from 4 to 30
   * @param maxShaCryptRounds the most rounds of SHA-crypt, from 1,000 to 1,000,000
   * @param plainText whether a password may be stored as it is
   * @throws IllegalArgumentException if a ceiling is out of its range
   */
  public HashPolicy {
    requireWithin("ceiling of bcrypt costs", maxBcryptCost, MIN_BCRYPT_COST, MAX_BCRYPT_COST);
    requireWithin(
        "ceiling of SHA-crypt rounds",
        maxShaCryptRounds,
        MIN_SHA_CRYPT_ROUNDS,
        MAX_SHA_CRYPT_ROUNDS);
  }

  /**
   * Sets the ceiling of bcrypt costs.
   *
   * @param cost the highest bcrypt cost, from 4 to 30
   * @return this policy with that ceiling
   * @throws IllegalArgumentException if the cost is out of its range
   */
  public HashPolicy withMaxBcryptCost(int cost) {
    return new HashPolicy(cost, maxShaCryptRounds, plainText);
  }

  /**
   * Sets the ceiling of SHA-crypt rounds, for {@code $5$} and {@code $6$}.
   *
   * @param rounds the most rounds, from 1,000 to 1,000,000; a hash that names none has 5,000
   * @return this policy with that ceiling
   * @throws IllegalArgumentException if the number is out of its range
   */
  public HashPolicy withMaxShaCryptRounds(int rounds) {
    return new HashPolicy(maxBcryptCost, rounds, plainText);
  }

  /**
   * Allows passwords that are stored as they are, after {@code {PLAIN}} or bare.
   *
   * <p>Who reads such a file can log in as anyone in it. A bare text never begins with {@code $},
   * <code>{</code>, {@code *} or {@code !}, so that a damaged hash does not become a password that
   * is equal to it; and one of 13 letters, digits, dots and slashes is a DES crypt hash. {@code
   * {PLAIN}} before such a text makes it a password.
   *
   * @return this policy, allowing plain text
   */
  public HashPolicy withPlainText() {
    return new HashPolicy(maxBcryptCost, maxShaCryptRounds, PlainText.ALLOWED);
  }

  static void requireWithin(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "The " + what + " is " + value + "; it must be from " + min + " to " + max + ".");
    }
  }
}
