package dev.gatekeeper.realms.oidc.session;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Says why somebody could not be signed in, though not for all who try: strangers can make it
 * happen as often as they like.
 */
final class FailureLog {

  private static final System.Logger LOG = System.getLogger(FailureLog.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

  FailureLog(InstantSource clock) {
    this.clock = clock;
  }

  /** Logs it unless another was logged within seconds. */
  void log(SignInException failure) {
    Instant now = clock.instant();
    Instant due = next.get();
    if (!now.isBefore(due) && next.compareAndSet(due, now.plus(PAUSE))) {
      LOG.log(WARNING, failure.getMessage());
    }
  }
}
