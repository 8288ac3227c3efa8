package dev.gatekeeper.auth.login;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one network has tried for one user. Immutable; times are readings of one clock, in
 * nanoseconds.
 *
 * @param wrong how many different wrong passwords
 * @param lastWrong the latest of them, so that repeats are not counted
 * @param running those that are being verified
 * @param lastWrongAt when the latest was found wrong; means nothing while there is none
 */
record Attempts(int wrong, List<Fingerprint> lastWrong, List<Attempt> running, long lastWrongAt) {

  static final Attempts NONE = new Attempts(0, List.of(), List.of(), 0);

  /** A client that goes round more passwords than these is no forgetful user. */
  private static final int REPEATS_KNOWN = 32;

  Attempts {
    lastWrong = List.copyOf(lastWrong);
    running = List.copyOf(running);
  }

  /** For how long nothing may be tried; zero if something may be tried now. */
  Duration lockedFor(long now, LockoutPolicy policy) {
    if (wrong == 0) {
      return Duration.ZERO;
    }
    Duration left = policy.delayAfter(wrong).minusNanos(now - lastWrongAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Adds an attempt, if it may run: guesses that run at the same time are counted as if they were
   * wrong, so that nobody gets in many before the first is found wrong.
   */
  Attempts begin(Attempt attempt, long now, LockoutPolicy policy) {
    if (!lockedFor(now, policy).isZero()) {
      return this;
    }
    long guesses = running.stream().map(Attempt::password).filter(this::isNew).distinct().count();
    if (guesses > 0 && wrong + guesses >= policy.after() && isGuess(attempt.password())) {
      return this;
    }
    return new Attempts(wrong, lastWrong, with(running, attempt), lastWrongAt);
  }

  private boolean isGuess(Fingerprint password) {
    return isNew(password) && running.stream().noneMatch(a -> a.password().equals(password));
  }

  private boolean isNew(Fingerprint password) {
    return !lastWrong.contains(password);
  }

  boolean isRunning(Attempt attempt) {
    return running.contains(attempt);
  }

  Attempts endRight(Attempt attempt) {
    return new Attempts(wrong, lastWrong, without(running, attempt), lastWrongAt);
  }

  Attempts endWrong(Attempt attempt, long now) {
    List<Attempt> others = without(running, attempt);
    if (!isNew(attempt.password())) {
      return new Attempts(wrong, lastWrong, others, lastWrongAt);
    }
    List<Fingerprint> latest = with(lastWrong, attempt.password());
    return new Attempts(
        wrong + 1,
        latest.subList(Math.max(0, latest.size() - REPEATS_KNOWN), latest.size()),
        others,
        now);
  }

  /** What is left of this once the wrong passwords are too old to count. */
  Attempts at(long now, LockoutPolicy policy) {
    boolean old = wrong > 0 && now - lastWrongAt >= policy.forgetAfter().toNanos();
    return old ? new Attempts(0, List.of(), running, 0) : this;
  }

  boolean isEmpty() {
    return wrong == 0 && running.isEmpty();
  }

  private static <T> List<T> with(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  private static <T> List<T> without(List<T> list, T gone) {
    List<T> shorter = new ArrayList<>(list);
    shorter.remove(gone);
    return shorter;
  }
}
