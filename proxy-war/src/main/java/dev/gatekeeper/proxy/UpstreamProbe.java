package dev.gatekeeper.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Asks the upstream whether it answers, at most once a second however often it is asked itself.
 *
 * <p>This class is thread-safe.
 */
final class UpstreamProbe implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final UpstreamGet get;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Finding last = new Finding(false, System.nanoTime() - FRESH_NANOS);

  private record Finding(boolean answers, long at) {
    boolean isFresh() {
      return System.nanoTime() - at < FRESH_NANOS;
    }
  }

  /**
   * @param path what to ask for, below the upstream's own path; any answer under 500 will do
   */
  UpstreamProbe(UpstreamAccess access, String path) {
    this.get = new UpstreamGet(access, path, PATIENCE);
  }

  /**
   * What was found a moment ago, or is found now; while somebody else asks, what was last found.
   */
  boolean upstreamAnswers() {
    if (!last.isFresh() && asking.tryLock()) {
      try {
        last = new Finding(ask(), System.nanoTime());
      } finally {
        asking.unlock();
      }
    }
    return last.answers();
  }

  private boolean ask() {
    try {
      return get.status() < HttpStatus.SC_INTERNAL_SERVER_ERROR;
    } catch (HttpException | IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    get.close();
  }
}
