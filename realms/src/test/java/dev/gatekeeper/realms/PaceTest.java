package dev.gatekeeper.realms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void oneLineInAMinute() {
    AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 7);
    Pace pace = new Pace(clock::get);

    assertThat(pace.allows()).isTrue();
    assertThat(pace.allows()).isFalse();
    clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
    assertThat(pace.allows()).isFalse();
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(pace.allows()).isTrue();
  }
}
