package dev.gatekeeper.proxy;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * Asks the upstream one thing, as soon as it answers at all: it may be started after the gate.
 *
 * <p>This class is thread-safe.
 */
public final class UpstreamQuestion implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long ASK_AGAIN_AFTER_SECONDS = 5;

  private final String path;
  private final UpstreamAccess access;
  private final UpstreamConnections connections;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Makes a question.
   *
   * @param access how to reach the upstream
   * @param path what to GET, below the upstream's own path, without credentials
   */
  public UpstreamQuestion(UpstreamAccess access, String path) {
    this.path = requireNonNull(path, "path");
    UpstreamTimeouts impatient = new UpstreamTimeouts(PATIENCE, PATIENCE, PATIENCE);
    this.access = new UpstreamAccess(access.upstream(), impatient, access.tls());
    this.connections = new UpstreamConnections(this.access, 1);
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
    try {
      do {
        try {
          answer.accept(status());
          return;
        } catch (HttpException | IOException e) {
          // it is not there yet, of which each request tells
        }
      } while (!closed.await(ASK_AGAIN_AFTER_SECONDS, SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int status() throws HttpException, IOException {
    Upstream upstream = access.upstream();
    ClassicHttpRequest request =
        new BasicClassicHttpRequest("GET", upstream.host(), upstream.path() + path);
    request.addHeader("Host", upstream.authority());
    request.addHeader("Connection", "close");
    try (UpstreamExchange exchange = connections.open()) {
      return exchange.execute(request).getCode();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    connections.close();
  }
}
