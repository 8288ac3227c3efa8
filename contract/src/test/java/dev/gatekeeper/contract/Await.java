package dev.gatekeeper.contract;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition. */
final class Await {

  private static final Duration AT_MOST = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Await() {}

  static void until(String what, Callable<Boolean> condition) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("waited " + AT_MOST.toSeconds() + " s in vain for " + what);
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
    } catch (Exception e) {
      throw new AssertionError("while waiting for " + what, e);
    }
  }
}
