package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;

/** Apache's variant of MD5 crypt, {@code $apr1$}: what {@code htpasswd -m} writes. */
record Apr1Hash(String salt, String encoded) implements PasswordHash {

  private static final Pattern FORMAT =
      Pattern.compile("(\\$apr1\\$[./A-Za-z0-9]{1,8}\\$)[./A-Za-z0-9]{22}");

  static Apr1Hash parse(String encoded) throws UnusableHashException {
    Matcher matcher = FORMAT.matcher(encoded);
    if (!matcher.matches()) {
      throw new UnusableHashException("the apr1 hash is cut or damaged");
    }
    return new Apr1Hash(matcher.group(1), encoded);
  }

  @Override
  public boolean matches(String password) {
    return ConstantTime.areEqual(Md5Crypt.apr1Crypt(password.getBytes(UTF_8), salt), encoded);
  }

  @Override
  public String toString() {
    return "Apr1Hash";
  }
}
