package dev.gatekeeper.auth.hash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mindrot.jbcrypt.BCrypt;

/**
 * A bcrypt hash: {@code $2y$}, {@code $2b$} or {@code $2a$}, then cost, salt and digest. Bytes of
 * the password past the 72nd don't count, as with {@code htpasswd}.
 */
record BcryptHash(String encoded) implements PasswordHash {

  /** A check at cost 15 takes seconds; each step more takes twice as long. */
  private static final int MAX_COST = 15;

  private static final Pattern FORMAT =
      Pattern.compile("\\$2[aby]\\$(\\d\\d)(\\$[./A-Za-z0-9]{53})");

  static BcryptHash parse(String encoded) throws UnusableHashException {
    Matcher matcher = FORMAT.matcher(encoded);
    if (!matcher.matches()) {
      throw new UnusableHashException("the bcrypt hash is cut, damaged or of an unsafe variant");
    }
    int cost = Integer.parseInt(matcher.group(1));
    if (cost < 4 || cost > MAX_COST) {
      throw new UnusableHashException("the bcrypt cost " + cost + " is not from 4 to " + MAX_COST);
    }
    // jBCrypt knows the prefix $2a$ alone, and computes what today's htpasswd calls $2y$
    return new BcryptHash("$2a$" + matcher.group(1) + matcher.group(2));
  }

  @Override
  public boolean matches(String password) {
    return BCrypt.checkpw(password, encoded);
  }

  @Override
  public String toString() {
    return "BcryptHash";
  }
}
