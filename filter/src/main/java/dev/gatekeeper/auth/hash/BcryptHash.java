package dev.gatekeeper.auth.hash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mindrot.jbcrypt.BCrypt;

/**
 * A bcrypt hash: {@code $2y$}, {@code $2b$} or {@code $2a$}, then cost, salt and digest. Bytes of
 * the password past the 72nd don't count, as with {@code htpasswd}.
 */
record BcryptHash(String encoded) implements PasswordHash {

  private static final Pattern FORMAT =
      Pattern.compile("\\$2[aby]\\$([0-9]{2})(\\$[./A-Za-z0-9]{53})");

  static BcryptHash parse(String encoded, HashPolicy policy) throws UnusableHashException {
    if (encoded.startsWith("$2x$")) {
      throw new UnusableHashException(
          "the bcrypt variant $2x$ is unsafe: its maker mixed up bytes above 127");
    }
    if (encoded.startsWith("$2$")) {
      throw new UnusableHashException(
          "the bcrypt variant $2$ is unsafe: its maker repeated short passwords");
    }
    Matcher matcher = FORMAT.matcher(encoded);
    if (!matcher.matches()) {
      throw new UnusableHashException("the bcrypt hash is cut or damaged");
    }
    int cost = Integer.parseInt(matcher.group(1));
    if (cost < HashPolicy.MIN_BCRYPT_COST || cost > policy.maxBcryptCost()) {
      throw new UnusableHashException(
          "the bcrypt cost %d is not from %d to %d"
              .formatted(cost, HashPolicy.MIN_BCRYPT_COST, policy.maxBcryptCost()));
    }
    // jBCrypt knows the prefix $2a$ alone, and computes what today's htpasswd calls $2y$
    return new BcryptHash("$2a$" + matcher.group(1) + matcher.group(2));
  }

  @Override
  public boolean matches(String password) {
    // bcrypt repeats the password with a NUL between: "a\0a" would be taken for "a"
    return password.indexOf('\0') < 0 && BCrypt.checkpw(password, encoded);
  }

  @Override
  public String toString() {
    return "BcryptHash";
  }
}
