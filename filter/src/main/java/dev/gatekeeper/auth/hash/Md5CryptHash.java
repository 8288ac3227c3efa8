package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;

/** MD5 crypt, {@code $1$}: what {@code openssl passwd -1} and crypt(3) write. */
record Md5CryptHash(String salt, String encoded) implements PasswordHash {

  private static final Pattern FORMAT =
      Pattern.compile("(\\$1\\$[./A-Za-z0-9]{1,8}\\$)[./A-Za-z0-9]{22}");

  static Md5CryptHash parse(String encoded) throws UnusableHashException {
    Matcher matcher = FORMAT.matcher(encoded);
    if (!matcher.matches()) {
      throw new UnusableHashException("the MD5-crypt hash is cut or damaged");
    }
    return new Md5CryptHash(matcher.group(1), encoded);
  }

  @Override
  public boolean matches(String password) {
    return ConstantTime.areEqual(Md5Crypt.md5Crypt(password.getBytes(UTF_8), salt), encoded);
  }

  @Override
  public String toString() {
    return "Md5CryptHash";
  }
}
