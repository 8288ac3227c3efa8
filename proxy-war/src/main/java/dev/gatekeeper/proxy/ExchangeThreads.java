package dev.gatekeeper.proxy;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.gatekeeper.auth.UnreadBody;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Where exchanges run, and how many of them.
 *
 * <p>An exchange blocks: it waits for the client and for the upstream, for hours on a stream. On
 * JDK 24 and later one that is not over in an instant leaves the container's thread for a virtual
 * one, unless that is one already, so that slow clients cost nobody else a thread. The others stay,
 * since to change threads takes longer than most of them. On older JDKs, where virtual threads get
 * pinned in the containers' own code, all stay on the container's thread.
 *
 * <p>This class is thread-safe.
 */
final class ExchangeThreads {

  /** How long an exchange may take to end when it was cut. */
  static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** On the dispatched request: why the client's connection must break. */
  private static final String FAILURE = ExchangeThreads.class.getName() + ".failure";

  private final int atOnce;
  private final Semaphore slots;
  private final @Nullable VirtualThreads virtual;

  ExchangeThreads(int atOnce) {
    this.atOnce = atOnce;
    this.slots = new Semaphore(atOnce);
    this.virtual = VirtualThreads.areGood() ? new VirtualThreads() : null;
  }

  /**
   * Breaks the connection of a request whose answer failed on another thread, if this is one.
   *
   * @throws IOException from which the container sees that the answer is no whole one
   */
  static void breakIfFailed(HttpServletRequest request) throws IOException {
    if (request.getAttribute(FAILURE) instanceof IOException failure) {
      throw failure;
    }
  }

  /**
   * Runs an exchange, on this thread or another.
   *
   * @return whether it runs or ran: if not, there are too many already
   */
  boolean run(HttpServletRequest request, Relay relay) throws IOException {
    if (!slots.tryAcquire()) {
      return false;
    }
    if (virtual == null || virtual.isCurrentThreadVirtual() || !request.isAsyncSupported()) {
      runHere(request, relay::run);
      return true;
    }
    if (runHere(request, relay::runWhileQuick)) {
      return true;
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    CountDownLatch ended = new CountDownLatch(1);
    async.addListener(new CutOnError(relay, ended));
    virtual
        .executor()
        .execute(
            () -> {
              runAside(request, relay, async);
              ended.countDown();
            });
    return true;
  }

  /** Some or all of an exchange; tells whether it has come to its end. */
  @FunctionalInterface
  private interface Stage {
    boolean run() throws IOException;
  }

  private boolean runHere(HttpServletRequest request, Stage stage) throws IOException {
    boolean ended = true;
    try {
      ended = stage.run();
    } catch (IOException | RuntimeException e) {
      if (!request.isAsyncSupported()) {
        throw e;
      }
      // thrown from here, it would become text at the end of the answer in Open Liberty
      AsyncContext async = request.startAsync();
      async.setTimeout(0);
      breakOff(request, async, e);
    } finally {
      if (ended) {
        slots.release();
      }
    }
    return ended;
  }

  private void runAside(HttpServletRequest request, Relay relay, AsyncContext async) {
    try {
      relay.run();
      slots.release();
      if (!UnreadBody.ends(request)) {
        end(async::complete);
      }
    } catch (IOException | RuntimeException e) {
      slots.release();
      breakOff(request, async, e);
    }
  }

  private static void breakOff(HttpServletRequest request, AsyncContext async, Exception failure) {
    end(
        () -> {
          request.setAttribute(FAILURE, new IOException(failure.getMessage(), failure));
          // complete() would make a whole answer of it; the container breaks what throws
          async.dispatch("/");
        });
  }

  private static void end(Runnable step) {
    try {
      step.run();
    } catch (IllegalStateException | UnsupportedOperationException e) {
      // the container has ended the request itself, since the client is gone or Tomcat stops
    }
  }

  /** Waits until no exchange runs any more. */
  void awaitEnd(Duration atMost) {
    try {
      if (slots.tryAcquire(atOnce, atMost.toMillis(), MILLISECONDS)) {
        slots.release(atOnce);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Some containers tell when a client has gone, even while nothing is written to it. */
  private record CutOnError(Relay relay, CountDownLatch ended) implements AsyncListener {

    @Override
    public void onError(AsyncEvent event) {
      relay.cut();
    }

    /**
     * Without a time there is no timeout, but Tomcat calls this when it stops. Afterwards it makes
     * a whole answer of what is there, so the exchange must have come to its own end by then.
     */
    @Override
    public void onTimeout(AsyncEvent event) {
      relay.cut();
      try {
        ended.await(LAST_WORDS.toMillis(), MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      // nothing is left to do
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
