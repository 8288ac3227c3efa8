package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a client shows to prove who it is. {@code toString} never shows the secret in it. */
public sealed interface Credentials {

  /**
   * A name and a password.
   *
   * @param user the name as the client sent it
   * @param password the password as the client sent it, perhaps empty
   */
  record Password(String user, String password) implements Credentials {

    /** The longest name that {@code htpasswd} takes, in bytes of UTF-8. */
    public static final int MAX_USER_BYTES = 255;

    /**
     * Checks the name.
     *
     * @param user 1 to {@value #MAX_USER_BYTES} bytes of UTF-8 without control characters
     * @param password anything
     * @throws IllegalArgumentException if the name is not so; the message continues a sentence and
     *     does not show the name
     */
    public Password {
      if (user.isEmpty()) {
        throw new IllegalArgumentException("the user name is empty");
      }
      if (user.getBytes(UTF_8).length > MAX_USER_BYTES) {
        throw new IllegalArgumentException(
            "the user name is longer than " + MAX_USER_BYTES + " bytes");
      }
      if (user.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("the user name has a control character");
      }
    }

    @Override
    public String toString() {
      return "Password[user=" + user + "]";
    }
  }

  /**
   * A token that stands for a user, such as the access token of RFC 6750.
   *
   * @param scheme the authentication scheme in lower case, such as {@code bearer}
   * @param token the token as the client sent it, in the alphabet of token68 (RFC 9110 11.2)
   */
  record Token(String scheme, String token) implements Credentials {
    @Override
    public String toString() {
      return "Token[scheme=" + scheme + "]";
    }
  }
}
