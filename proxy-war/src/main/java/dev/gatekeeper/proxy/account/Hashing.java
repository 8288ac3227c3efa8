package dev.gatekeeper.proxy.account;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import dev.gatekeeper.auth.hash.PasswordHasher;
import dev.gatekeeper.auth.hash.UnusableHashException;
import dev.gatekeeper.auth.realm.HtpasswdContent;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Computes hashes for those who change accounts, only so many at a time that logins have a
 * processor too. This class is thread-safe.
 */
final class Hashing {

  /** What {@link PasswordHasher#bcrypt()} takes. */
  private static final int BCRYPT_COST = 10;

  private final Semaphore slots =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
  private final HashPolicy policy;
  private final PasswordHasher hasher;

  /**
   * @param policy which hashes let their owner in
   */
  Hashing(HashPolicy policy) {
    this.policy = policy;
    this.hasher = PasswordHasher.bcrypt(Math.min(BCRYPT_COST, policy.maxBcryptCost()));
  }

  String hash(String password) {
    return inTurn(() -> hasher.hash(password));
  }

  boolean matches(HtpasswdContent users, String user, String password) {
    return hashOf(users, user).map(hash -> inTurn(() -> hash.matches(password))).orElse(false);
  }

  boolean canLogIn(HtpasswdContent users, String user) {
    return hashOf(users, user).isPresent();
  }

  private Optional<PasswordHash> hashOf(HtpasswdContent users, String user) {
    try {
      return users.hashOf(user, policy);
    } catch (UnusableHashException e) {
      return Optional.empty();
    }
  }

  private <R> R inTurn(Supplier<R> computation) {
    slots.acquireUninterruptibly();
    try {
      return computation.get();
    } finally {
      slots.release();
    }
  }
}
