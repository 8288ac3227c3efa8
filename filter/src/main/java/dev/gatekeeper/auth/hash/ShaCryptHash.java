package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;

/**
 * SHA-crypt, {@code $5$} with SHA-256 and {@code $6$} with SHA-512: what {@code htpasswd -2} and
 * {@code -5} write.
 *
 * @see <a href="https://www.akkadia.org/drepper/SHA-crypt.txt">Unix crypt using SHA-256 and
 *     SHA-512</a>
 */
record ShaCryptHash(String salt, String encoded) implements PasswordHash {

  static final int DEFAULT_ROUNDS = 5_000;

  /** All that commons-codec takes. */
  private static final int MAX_PASSWORD_BYTES = 4_096;

  private static final Pattern FORMAT =
      Pattern.compile(
          "(\\$([56])\\$(?:rounds=([^$]*)\\$)?[./A-Za-z0-9]{1,16}\\$)([./A-Za-z0-9]{43,86})");

  /** Without leading zeros, and short enough for an int. */
  private static final Pattern ROUNDS = Pattern.compile("[1-9][0-9]{3,8}");

  static ShaCryptHash parse(String encoded, HashPolicy policy) throws UnusableHashException {
    Matcher matcher = FORMAT.matcher(encoded);
    if (!matcher.matches()
        || matcher.group(4).length() != (matcher.group(2).equals("5") ? 43 : 86)) {
      throw new UnusableHashException("the SHA-crypt hash is cut or damaged");
    }
    String rounds = matcher.group(3) == null ? "" + DEFAULT_ROUNDS : matcher.group(3);
    if (!ROUNDS.matcher(rounds).matches()
        || Integer.parseInt(rounds) > policy.maxShaCryptRounds()) {
      throw new UnusableHashException(
          "the SHA-crypt rounds are no number from %d to %d"
              .formatted(HashPolicy.MIN_SHA_CRYPT_ROUNDS, policy.maxShaCryptRounds()));
    }
    return new ShaCryptHash(matcher.group(1), encoded);
  }

  @Override
  public boolean matches(String password) {
    byte[] bytes = password.getBytes(UTF_8);
    return bytes.length <= MAX_PASSWORD_BYTES
        && ConstantTime.areEqual(Crypt.crypt(bytes, salt), encoded);
  }

  @Override
  public String toString() {
    return "ShaCryptHash";
  }
}
