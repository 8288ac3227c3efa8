package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * A password stored as it is: after {@code {PLAIN}}, as nginx reads it, or bare, as Apache does on
 * Windows. Counts only where the policy allows it.
 */
final class PlainTextPassword implements PasswordHash {

  static final String SCHEME = "{PLAIN}";

  private final byte[] stored;

  private PlainTextPassword(String text) {
    stored = text.getBytes(UTF_8);
  }

  static PlainTextPassword parse(String encoded, HashPolicy policy) throws UnusableHashException {
    if (policy.plainText() == HashPolicy.PlainText.REFUSED) {
      throw new UnusableHashException("a password in plain text is not allowed");
    }
    if (encoded.equals(SCHEME)) {
      throw new UnusableHashException("there is no password after {PLAIN}");
    }
    return new PlainTextPassword(encoded.substring(SCHEME.length()));
  }

  static PlainTextPassword parseBare(String text, HashPolicy policy) throws UnusableHashException {
    if (policy.plainText() == HashPolicy.PlainText.REFUSED) {
      throw UnusableHashException.unknownFormat();
    }
    return new PlainTextPassword(text);
  }

  @Override
  public boolean matches(String password) {
    // takes the time of its first argument's length, so that nothing tells of the stored one
    return MessageDigest.isEqual(password.getBytes(UTF_8), stored);
  }

  @Override
  public String toString() {
    return "PlainTextPassword";
  }
}
