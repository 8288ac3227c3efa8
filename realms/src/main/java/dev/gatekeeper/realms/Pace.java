package dev.gatekeeper.realms;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Keeps a log from being flooded: one line in a minute. This class is thread-safe. */
public final class Pace {

  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private final AtomicLong last;

  /** Makes one by the clock of this JVM. */
  public Pace() {
    this(System::nanoTime);
  }

  Pace(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = new AtomicLong(nanos.getAsLong() - INTERVAL);
  }

  /**
   * Asks whether a line may be written.
   *
   * @return true at most once in a minute
   */
  public boolean allows() {
    long now = nanos.getAsLong();
    long before = last.get();
    return now - before >= INTERVAL && last.compareAndSet(before, now);
  }
}
