package dev.gatekeeper.realms.oidc.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates what a browser keeps: AES-256-GCM (NIST SP 800-38D) under the first
 * key. What any of the keys has sealed is opened, so that keys can be exchanged one after another.
 *
 * <p>A sealed text is base64url of 4 bytes that tell the key, 12 random ones, the ciphertext and a
 * tag of 16. With random nonces one key is good for 2^32 texts. This class is immutable and
 * thread-safe.
 */
final class SealingKeys {

  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private record Key(int id, SecretKeySpec secret) {

    static Key of(byte[] secret) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret);
        return new Key(ByteBuffer.wrap(digest).getInt(), new SecretKeySpec(secret, "AES"));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }

  private final List<Key> keys;
  private final SecureRandom random = new SecureRandom();

  private SealingKeys(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /** One key that nobody else has: what it seals is lost with this process. */
  static SealingKeys made() {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    return new SealingKeys(List.of(Key.of(secret)));
  }

  /**
   * Reads keys.
   *
   * @param file 32 bytes, or lines with base64 of 32 bytes each; empty lines do not count
   * @throws IllegalArgumentException if it is neither; the message is a clause without a key in it
   */
  static SealingKeys parse(byte[] file) {
    if (file.length == KEY_BYTES) {
      return new SealingKeys(List.of(Key.of(file)));
    }
    List<Key> keys = new ArrayList<>();
    for (String line : new String(file, UTF_8).lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        keys.add(Key.of(decoded(line)));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("it has no key; 'openssl rand -base64 32' makes one");
    }
    return new SealingKeys(keys);
  }

  private static byte[] decoded(String line) {
    try {
      byte[] secret = Base64.getDecoder().decode(line);
      if (secret.length == KEY_BYTES) {
        return secret;
      }
    } catch (IllegalArgumentException e) {
      // its message would show a part of the key
    }
    throw new IllegalArgumentException(
        "it must have 32 bytes, or lines with base64 of 32 bytes each, as"
            + " 'openssl rand -base64 32' makes them");
  }

  /**
   * Seals a text.
   *
   * @param purpose what the text is for, needed to open it
   */
  String seal(String purpose, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Key key = keys.get(0);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(text.getBytes(UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(ID_BYTES + NONCE_BYTES + sealed.length)
                  .putInt(key.id())
                  .put(nonce)
                  .put(sealed)
                  .array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  /** Opens what one of the keys has sealed for this purpose; empty for anything else. */
  Optional<String> open(String purpose, String sealed) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length < ID_BYTES + NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    int id = ByteBuffer.wrap(bytes).getInt();
    return keys.stream()
        .filter(key -> key.id() == id)
        .flatMap(key -> open(key, purpose, bytes).stream())
        .findFirst();
  }

  private static Optional<String> open(Key key, String purpose, byte[] bytes) {
    byte[] nonce = Arrays.copyOfRange(bytes, ID_BYTES, ID_BYTES + NONCE_BYTES);
    int begin = ID_BYTES + NONCE_BYTES;
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, purpose);
      return Optional.of(new String(cipher.doFinal(bytes, begin, bytes.length - begin), UTF_8));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(UTF_8));
    return cipher;
  }
}
