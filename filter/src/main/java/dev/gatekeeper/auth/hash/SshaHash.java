package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * SHA-1 of password and salt, {@code {SSHA}} and the base64 of digest and salt: what nginx reads
 * and LDAP servers write. The salt may have up to 64 bytes, or none.
 *
 * @see <a href="https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html">nginx</a>
 */
final class SshaHash implements PasswordHash {

  static final String SCHEME = "{SSHA}";

  private static final int DIGEST_BYTES = 20;
  private static final int MAX_SALT_BYTES = 64;

  private final byte[] digest = new byte[DIGEST_BYTES];
  private final byte[] salt;

  private SshaHash(ByteBuffer digestAndSalt) {
    salt = new byte[digestAndSalt.get(digest).remaining()];
    digestAndSalt.get(salt);
  }

  static SshaHash parse(String encoded) throws UnusableHashException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(encoded.substring(SCHEME.length()));
    } catch (IllegalArgumentException e) {
      throw new UnusableHashException("the {SSHA} hash is not base64");
    }
    if (bytes.length < DIGEST_BYTES || bytes.length > DIGEST_BYTES + MAX_SALT_BYTES) {
      throw new UnusableHashException(
          "the {SSHA} hash has not the length of a digest of %d bytes and a salt of up to %d"
              .formatted(DIGEST_BYTES, MAX_SALT_BYTES));
    }
    return new SshaHash(ByteBuffer.wrap(bytes));
  }

  @Override
  public boolean matches(String password) {
    MessageDigest sha1 = DigestUtils.getSha1Digest();
    sha1.update(password.getBytes(UTF_8));
    sha1.update(salt);
    return MessageDigest.isEqual(sha1.digest(), digest);
  }

  @Override
  public String toString() {
    return "SshaHash";
  }
}
