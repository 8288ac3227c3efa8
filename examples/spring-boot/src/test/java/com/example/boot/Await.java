package com.example.boot;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition. */
final class Await {

  private static final Duration AT_MOST = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Await() {}

  static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + AT_MOST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + AT_MOST.toSeconds() + " s in vain for " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
