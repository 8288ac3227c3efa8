package dev.gatekeeper.auth.login;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. */
final class FakeClock implements Ticker {

  /** Near the overflow, as {@link System#nanoTime} may well be. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

  void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public long read() {
    return nanos.get();
  }
}
