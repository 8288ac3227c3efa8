package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;

/** Compares hashes in a time that does not depend on where they differ. */
final class ConstantTime {

  private ConstantTime() {}

  static boolean areEqual(String computed, String stored) {
    return MessageDigest.isEqual(computed.getBytes(US_ASCII), stored.getBytes(US_ASCII));
  }
}
