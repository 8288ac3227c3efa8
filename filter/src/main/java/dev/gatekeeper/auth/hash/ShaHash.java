package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/** SHA-1 without salt, {@code {SHA}} and base64: what {@code htpasswd -s} writes. */
record ShaHash(String encoded) implements PasswordHash {

  static final String SCHEME = "{SHA}";

  /** 20 bytes: the last character before the padding has two bits to spare. */
  private static final Pattern FORMAT =
      Pattern.compile("\\{SHA}[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=");

  static ShaHash parse(String encoded) throws UnusableHashException {
    if (!FORMAT.matcher(encoded).matches()) {
      throw new UnusableHashException("the {SHA} hash is not the base64 of 20 bytes");
    }
    return new ShaHash(encoded);
  }

  @Override
  public boolean matches(String password) {
    return ConstantTime.areEqual(
        SCHEME + Base64.encodeBase64String(DigestUtils.sha1(password.getBytes(UTF_8))), encoded);
  }

  @Override
  public String toString() {
    return "ShaHash";
  }
}
