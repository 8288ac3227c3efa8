package dev.gatekeeper.auth.login;

import static java.lang.System.Logger.Level.WARNING;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.gatekeeper.auth.address.ClientNetwork;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Slows down who guesses passwords, and nobody else.
 *
 * <p>It counts the different wrong passwords that one network tries for one user. A client that
 * repeats itself with an outdated password is counted once, and the user is not kept out elsewhere.
 * A right password does not erase the count, or a guesser could go on for ever beside a user who
 * logs in from the same network.
 */
final class Lockout {

  /**
   * Who is guessed at, and from where.
   *
   * @param user the name, as sent
   * @param network of the client
   */
  record Target(String user, ClientNetwork network) {}

  private static final System.Logger LOG = System.getLogger(Lockout.class.getName());

  /** For a guess that comes while others are being verified. */
  private static final Duration UNTIL_OTHERS_END = Duration.ofSeconds(1);

  private final LockoutPolicy policy;
  private final Ticker ticker;
  private final Cache<Target, Attempts> attempts;

  Lockout(LockoutPolicy policy, Ticker ticker) {
    this.policy = policy;
    this.ticker = ticker;
    this.attempts =
        Caffeine.newBuilder()
            .maximumSize(policy.trackedAtMost())
            .expireAfterWrite(policy.forgetAfter())
            .ticker(ticker)
            .build();
  }

  /** For how long nothing is checked; zero if the target is not locked out. */
  Duration remaining(Target target) {
    Attempts known = attempts.getIfPresent(target);
    return known == null ? Duration.ZERO : known.lockedFor(ticker.read(), policy);
  }

  /** Verifies a password, unless the target is locked out. */
  LoginOutcome attempt(Target target, Fingerprint password, Supplier<LoginOutcome> verification) {
    if (policy.isOff()) {
      return verification.get();
    }
    Attempt attempt = new Attempt(password);
    Attempts begun = change(target, before -> before.begin(attempt, ticker.read(), policy));
    if (!begun.isRunning(attempt)) {
      Duration locked = begun.lockedFor(ticker.read(), policy);
      return new LoginOutcome.LockedOut(locked.isZero() ? UNTIL_OTHERS_END : locked);
    }
    boolean wrong = false;
    try {
      LoginOutcome outcome = verification.get();
      wrong = outcome instanceof LoginOutcome.Refused;
      return outcome;
    } finally {
      if (wrong) {
        reportLock(target, change(target, before -> before.endWrong(attempt, ticker.read())));
      } else {
        change(target, before -> before.endRight(attempt));
      }
    }
  }

  /** Of how many targets something is known, for tests. */
  long tracked() {
    attempts.cleanUp();
    return attempts.estimatedSize();
  }

  private Attempts change(Target target, UnaryOperator<Attempts> change) {
    Attempts changed =
        attempts
            .asMap()
            .compute(
                target,
                (same, known) -> {
                  Attempts before = known == null ? Attempts.NONE : known;
                  Attempts after = change.apply(before.at(ticker.read(), policy));
                  return after.isEmpty() ? null : after;
                });
    return changed == null ? Attempts.NONE : changed;
  }

  private void reportLock(Target target, Attempts attempts) {
    if (!attempts.lockedFor(ticker.read(), policy).isZero()) {
      LOG.log(
          WARNING,
          "User ''{0}'' is locked out from {1} for {2} s: {3} different passwords were wrong.",
          target.user(),
          target.network(),
          Long.toString(policy.delayAfter(attempts.wrong()).toSeconds()),
          Integer.toString(attempts.wrong()));
    }
  }
}
