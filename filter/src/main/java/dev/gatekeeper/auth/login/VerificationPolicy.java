package dev.gatekeeper.auth.login;

import java.time.Duration;

/**
 * How much work the verification of credentials may be.
 *
 * @param rememberFor how long credentials that were verified need not be verified again, unless the
 *     realm allows less; zero or more; zero: every request is verified
 * @param rememberAtMost how many verified credentials are remembered; 1 or more
 * @param concurrent how many verifications run at a time; 1 or more
 * @param waiting how many more may wait for their turn, each holding a thread; 0 or more; those
 *     that bring the same credentials at the same time count as one
 * @param patience how long one waits at most; more than zero
 */
public record VerificationPolicy(
    Duration rememberFor, int rememberAtMost, int concurrent, int waiting, Duration patience) {

  /** Ten minutes, ten thousand credentials, half of the processors, 32 waiting for 10 seconds. */
  public static final VerificationPolicy DEFAULT =
      new VerificationPolicy(
          Duration.ofMinutes(10),
          10_000,
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          32,
          Duration.ofSeconds(10));

  /**
   * Checks the ranges.
   *
   * @param rememberFor how long credentials that were verified need not be verified again, unless
   *     the realm allows less; zero or more; zero: every request is verified
   * @param rememberAtMost how many verified credentials are remembered; 1 or more
   * @param concurrent how many verifications run at a time; 1 or more
   * @param waiting how many more may wait for their turn, each holding a thread; 0 or more; those
   *     that bring the same credentials at the same time count as one
   * @param patience how long one waits at most; more than zero
   * @throws IllegalArgumentException if a value is out of its range
   */
  public VerificationPolicy {
    if (rememberFor.isNegative()) {
      throw new IllegalArgumentException("the time to remember must not be negative");
    }
    if (rememberAtMost < 1 || concurrent < 1 || waiting < 0) {
      throw new IllegalArgumentException(
          "at least one login must be remembered and verified, and none or more may wait");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("the time to wait must be more than zero");
    }
  }
}
