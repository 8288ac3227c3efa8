package dev.gatekeeper.realms.ldap;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Keeps a log from being flooded: one line in a minute. This class is thread-safe. */
final class Pace {

  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private final AtomicLong last;

  Pace(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = new AtomicLong(nanos.getAsLong() - INTERVAL);
  }

  /** Whether a line may be written, which then is the last one. */
  boolean allows() {
    long now = nanos.getAsLong();
    long before = last.get();
    return now - before >= INTERVAL && last.compareAndSet(before, now);
  }

  /** Lets the next line through. */
  void reset() {
    last.set(nanos.getAsLong() - INTERVAL);
  }
}
