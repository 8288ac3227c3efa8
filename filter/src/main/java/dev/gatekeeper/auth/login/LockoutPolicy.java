package dev.gatekeeper.auth.login;

import java.time.Duration;

/**
 * When a guesser is locked out, and for how long. What counts is how many different wrong passwords
 * one client network has tried for one user.
 *
 * @param after the number of different wrong passwords that locks out; 1 or more, or 0: never
 * @param firstDelay for how long, the first time; each further wrong password doubles it; more than
 *     zero
 * @param longestDelay what the doubling ends at; not less than the first
 * @param forgetAfter how long after the last wrong password all of them are forgotten; more than
 *     zero
 * @param trackedAtMost of how many pairs of user and network the wrong passwords are counted; 1 or
 *     more
 */
public record LockoutPolicy(
    int after,
    Duration firstDelay,
    Duration longestDelay,
    Duration forgetAfter,
    int trackedAtMost) {

  /** Ten passwords; from a second to 15 minutes; an hour; a hundred thousand pairs. */
  public static final LockoutPolicy DEFAULT =
      new LockoutPolicy(
          10, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(1), 100_000);

  /**
   * Checks the ranges.
   *
   * @param after the number of different wrong passwords that locks out; 1 or more, or 0: never
   * @param firstDelay for how long, the first time; each further wrong password doubles it; more
   *     than zero
   * @param longestDelay what the doubling ends at; not less than the first
   * @param forgetAfter how long after the last wrong password all of them are forgotten; more than
   *     zero
   * @param trackedAtMost of how many pairs of user and network the wrong passwords are counted; 1
   *     or more
   * @throws IllegalArgumentException if a value is out of its range
   */
  public LockoutPolicy {
    if (after < 0 || trackedAtMost < 1) {
      throw new IllegalArgumentException("numbers of a lock-out must not be negative");
    }
    if (firstDelay.isNegative()
        || firstDelay.isZero()
        || forgetAfter.isNegative()
        || forgetAfter.isZero()) {
      throw new IllegalArgumentException("times of a lock-out must be more than zero");
    }
    if (longestDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "the longest delay of a lock-out must not be less than its first delay");
    }
  }

  boolean isOff() {
    return after == 0;
  }

  /** How long a client has to wait that has tried so many different wrong passwords. */
  Duration delayAfter(int wrongPasswords) {
    if (wrongPasswords < after) {
      return Duration.ZERO;
    }
    // a shift by more would overflow, and is far past any longest delay
    int doublings = Math.min(wrongPasswords - after, 30);
    Duration delay = firstDelay.multipliedBy(1L << doublings);
    return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
  }
}
