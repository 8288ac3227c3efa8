package dev.gatekeeper.realms.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import dev.gatekeeper.auth.hash.UnusableHashException;
import org.jspecify.annotations.Nullable;

/**
 * Compares passwords with hashes, and takes the same time where there is none: the last usable hash
 * that was seen stands for those who have none. This class is thread-safe.
 */
final class HashCheck {

  /** Anything longer costs more to hash than any person's password is worth. */
  private static final int MAX_PASSWORD_BYTES = 1024;

  /** What most programs take. */
  private static final int BCRYPT_COST = 10;

  private static final String SALT_AND_HASH =
      "/N.2v6mcB3PH7QsGfPdS/umNGSbWmV8G0Cb1.iS.1WpnqaSrAgh22";

  private final HashPolicy policy;
  private volatile PasswordHash decoy;

  HashCheck(HashPolicy policy) {
    this.policy = policy;
    this.decoy = firstDecoy(policy);
  }

  private static PasswordHash firstDecoy(HashPolicy policy) {
    int cost = Math.min(BCRYPT_COST, policy.maxBcryptCost());
    try {
      return PasswordHash.parse("$2y$%02d$%s".formatted(cost, SALT_AND_HASH), policy);
    } catch (UnusableHashException e) {
      throw new IllegalStateException("it is a hash of bcrypt", e);
    }
  }

  /** Takes the time of {@link #matches} for who is not there. */
  void matchNobody(String password) {
    boolean ignored = decoy.matches(isUsable(password) ? password : "");
  }

  /**
   * Whether a password is the one of a hash.
   *
   * @param encoded null if there is none
   * @throws UnusableHashException if nobody can log in with it; the message never shows it
   */
  boolean matches(@Nullable String encoded, String password) throws UnusableHashException {
    PasswordHash hash;
    try {
      hash = PasswordHash.parse(encoded == null ? "" : encoded, policy);
    } catch (UnusableHashException e) {
      matchNobody(password);
      throw e;
    }
    decoy = hash;
    boolean usable = isUsable(password);
    return hash.matches(usable ? password : "") && usable;
  }

  private static boolean isUsable(String password) {
    return password.indexOf('\0') < 0 && password.getBytes(UTF_8).length <= MAX_PASSWORD_BYTES;
  }
}
