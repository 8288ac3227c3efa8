package dev.gatekeeper.auth.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes fingerprints: HMAC-SHA-256 (RFC 2104) under a key that is made at start and never leaves
 * this object, so that whoever reads the memory of a fingerprint can't try passwords against it.
 */
final class Fingerprints {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final Mac keyed;

  Fingerprints() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Each text goes in behind its length: "ab" and "c" are not "a" and "bc". */
  Fingerprint of(String... texts) {
    Mac mac = copy();
    for (String text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      mac.update(bytes);
    }
    ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
    return new Fingerprint(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
  }

  /** A copy of a Mac that knows its key is cheaper than a new one, and no two threads share it. */
  private Mac copy() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", e);
    }
  }
}
