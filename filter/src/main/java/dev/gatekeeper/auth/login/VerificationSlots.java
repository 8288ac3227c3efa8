package dev.gatekeeper.auth.login;

import dev.gatekeeper.auth.realm.Verdict;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets a few verifications run at a time, so that a flood of wrong passwords can't take the
 * processors from users who are verified already. Those who wait hold a thread of the container
 * each, so their number has a bound too.
 */
final class VerificationSlots {

  private static final Verdict BUSY =
      new Verdict.Unavailable(
          "Too many logins are being checked at the moment; try again in a few seconds.");

  private final VerificationPolicy policy;
  private final Semaphore free;
  private final AtomicInteger waiting = new AtomicInteger();

  VerificationSlots(VerificationPolicy policy) {
    this.policy = policy;
    this.free = new Semaphore(policy.concurrent(), true);
  }

  Verdict run(Supplier<Verdict> verification) {
    if (!free.tryAcquire() && !isMyTurn()) {
      return BUSY;
    }
    try {
      return verification.get();
    } finally {
      free.release();
    }
  }

  private boolean isMyTurn() {
    if (waiting.incrementAndGet() > policy.waiting()) {
      waiting.decrementAndGet();
      return false;
    }
    try {
      return free.tryAcquire(policy.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** How many are waiting, for tests. */
  int waiting() {
    return free.getQueueLength();
  }
}
