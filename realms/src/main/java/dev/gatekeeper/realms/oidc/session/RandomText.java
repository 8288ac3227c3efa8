package dev.gatekeeper.realms.oidc.session;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes what nobody can guess. */
final class RandomText {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  /** In base64url, so that it fits into addresses and names of cookies. */
  static String ofBits(int bits) {
    byte[] bytes = new byte[bits / Byte.SIZE];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
