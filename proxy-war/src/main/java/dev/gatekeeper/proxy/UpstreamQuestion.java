package dev.gatekeeper.proxy;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.apache.hc.core5.http.HttpException;

/**
 * Asks the upstream one thing, as soon as it answers at all: it may be started after the gate.
 *
 * <p>This class is thread-safe.
 */
public final class UpstreamQuestion implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long ASK_AGAIN_AFTER_SECONDS = 5;

  private final UpstreamGet get;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Makes a question.
   *
   * @param access how to reach the upstream
   * @param path what to GET, below the upstream's own path, without credentials
   */
  public UpstreamQuestion(UpstreamAccess access, String path) {
    this.get = new UpstreamGet(access, path, PATIENCE);
  }

  /**
   * Asks on a thread of its own, until there is an answer or this is closed.
   *
   * @param answer takes the status of the answer
   */
  public void ask(IntConsumer answer) {
    Thread thread = new Thread(() -> askUntilAnswered(answer), "upstream-question");
    thread.setDaemon(true);
    thread.start();
  }

  private void askUntilAnswered(IntConsumer answer) {
    try (get) {
      do {
        try {
          answer.accept(get.status());
          return;
        } catch (HttpException | IOException e) {
          // it is not there yet, of which each request tells
        }
      } while (!closed.await(ASK_AGAIN_AFTER_SECONDS, SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    get.close();
  }
}
