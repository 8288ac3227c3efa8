package dev.gatekeeper.proxy.account;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a new password must be like. */
final class PasswordRule {

  /** {@code _validate_password} in MLflow's {@code sqlalchemy_store.py}. */
  private static final int MIN_CHARACTERS = 12;

  /** The realm takes no longer one. */
  private static final int MAX_BYTES = 1024;

  private PasswordRule() {}

  /**
   * @throws AccountException if nobody could log in with it, or it is too short
   */
  static void require(String password) {
    if (password.codePointCount(0, password.length()) < MIN_CHARACTERS) {
      throw AccountException.invalid(
          "Password must be at least " + MIN_CHARACTERS + " characters.");
    }
    if (password.getBytes(UTF_8).length > MAX_BYTES) {
      throw AccountException.invalid("Password must have at most " + MAX_BYTES + " bytes.");
    }
    if (password.chars().anyMatch(Character::isISOControl)
        || !UTF_8.newEncoder().canEncode(password)) {
      throw AccountException.invalid("Password must not have control characters.");
    }
  }
}
