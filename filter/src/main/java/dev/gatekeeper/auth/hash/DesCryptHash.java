package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.apache.commons.codec.digest.UnixCrypt;

/**
 * Traditional DES crypt: what {@code htpasswd -d} writes. Of the password the first eight bytes
 * count, and of each byte the lower seven bits, as with crypt(3).
 */
record DesCryptHash(String encoded) implements PasswordHash {

  private static final Pattern FORMAT = Pattern.compile("[./A-Za-z0-9]{13}");

  static boolean isOne(String encoded) {
    return FORMAT.matcher(encoded).matches();
  }

  @Override
  public boolean matches(String password) {
    // DES fills a short password up with NULs: "a\0b" would be taken for "a" and more
    return password.indexOf('\0') < 0
        && ConstantTime.areEqual(
            UnixCrypt.crypt(password.getBytes(UTF_8), encoded.substring(0, 2)), encoded);
  }

  @Override
  public String toString() {
    return "DesCryptHash";
  }
}
