package dev.gatekeeper.auth;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Throws away what a client still sends after it was answered (RFC 9112 9.6), without a thread that
 * waits for it.
 *
 * <p>Most clients send all of a body before they read the answer. A server that closes then, as
 * Tomcat does after 2 MB and Jetty at once, makes them report a broken connection, which some take
 * for a reason to send everything again.
 */
public final class UnreadBody {

  private static final int MAX_BYTES = 64 * 1024 * 1024;
  private static final Duration MAX_TIME = Duration.ofSeconds(5);

  /** Who sends nothing for so long has seen the answer, or is in no hurry to. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(1);

  /** For the container to break the connection, should nothing else have ended the request. */
  private static final Duration TIMEOUT = MAX_TIME.plusSeconds(1);

  /** Tomcat looks for timeouts once a second. */
  private static final Duration MAX_DELAY_OF_A_TIMEOUT = Duration.ofSeconds(3);

  private static final int BUFFER_BYTES = 16 * 1024;

  private UnreadBody() {}

  /**
   * Whether a body is still to be read that was announced by a client that does not wait for a 100
   * before it sends it, in a webapp that lets it be read aside.
   *
   * @param request the request that is answered
   * @return whether {@link #discard} would read it
   */
  public static boolean isExpected(HttpServletRequest request) {
    return request.isAsyncSupported()
        && request.getHeader("Expect") == null
        && (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null)
        && !isRead(request);
  }

  private static boolean isRead(HttpServletRequest request) {
    try {
      return request.getInputStream().isFinished();
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /**
   * Sends what has been answered, then reads what is left of the request's body: at most 64 MB, for
   * at most 5 s, as long as something comes. Only then the request ends: this completes its
   * AsyncContext, which it starts unless that has been done without a timeout, or has the container
   * break the connection. Does nothing unless a body {@linkplain #isExpected is expected}.
   *
   * @param request the request that was answered
   * @param response its answer, written to its end, without a Content-Length: Tomcat closes the
   *     request as soon as it has all of an answer
   * @throws IOException if the answer can't be sent
   */
  public static void discard(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isExpected(request)) {
      return;
    }
    response.flushBuffer();
    ServletInputStream body;
    try {
      body = request.getInputStream();
    } catch (IllegalStateException e) {
      return; // the webapp reads it in another way
    }
    boolean startedBefore = request.isAsyncStarted();
    AsyncContext async = startedBefore ? request.getAsyncContext() : request.startAsync();
    if (!startedBefore) {
      async.setTimeout(TIMEOUT.toMillis());
    }
    request.setAttribute(UnreadBody.class.getName(), true);
    Discarding discarding = new Discarding(async, body, !startedBefore);
    async.addListener(discarding);
    body.setReadListener(discarding);
    discarding.watch();
  }

  /**
   * Whether {@link #discard} will complete the request's AsyncContext, so that nobody else may.
   *
   * @param request a request that was answered
   * @return whether its body is still read, or was
   */
  public static boolean ends(HttpServletRequest request) {
    return request.getAttribute(UnreadBody.class.getName()) != null;
  }

  private static final class Discarding implements ReadListener, AsyncListener {

    private final AsyncContext async;
    private final ServletInputStream body;
    private final boolean timesOut;
    private final long deadline = System.nanoTime() + MAX_TIME.toNanos();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final AtomicLong read = new AtomicLong();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    Discarding(AsyncContext async, ServletInputStream body, boolean timesOut) {
      this.async = async;
      this.body = body;
      this.timesOut = timesOut;
    }

    @Override
    public void onDataAvailable() throws IOException {
      while (!enough.get() && body.isReady()) {
        int bytes = body.read(buffer);
        if (bytes < 0) {
          return;
        }
        if (read.addAndGet(bytes) > MAX_BYTES) {
          leaveTheRest();
        }
      }
    }

    @Override
    public void onAllDataRead() {
      complete();
    }

    @Override
    public void onError(Throwable broken) {
      complete();
    }

    void watch() {
      long before = read.get();
      after(
          MAX_SILENCE,
          () -> {
            if (read.get() == before || System.nanoTime() - deadline > 0) {
              leaveTheRest();
            } else if (!over.get()) {
              watch();
            }
          });
    }

    /**
     * Ends the request without the rest of its body. If it completed, Tomcat and WildFly would wait
     * for the rest on one of their threads, for as long as the client likes; if it times out, they
     * break the connection.
     */
    private void leaveTheRest() {
      if (!enough.compareAndSet(false, true) || over.get()) {
        return;
      }
      try {
        // what breaks must not look like an answer that was cut
        async.getResponse().getOutputStream().close();
      } catch (IOException | RuntimeException e) {
        // the client is gone, for which Open Liberty has a NullPointerException
      }
      if (timesOutAtOnce() || timesOut) {
        after(TIMEOUT.plus(MAX_DELAY_OF_A_TIMEOUT), this::complete);
      } else {
        complete();
      }
    }

    /** Jetty and WildFly take no timeout once the request has left the thread that it came on. */
    private boolean timesOutAtOnce() {
      try {
        async.setTimeout(1);
        return true;
      } catch (IllegalStateException e) {
        return false;
      }
    }

    private void complete() {
      if (over.compareAndSet(false, true)) {
        try {
          async.complete();
        } catch (IllegalStateException e) {
          // the container has ended the request itself, since the client is gone
        }
      }
    }

    private static void after(Duration time, Runnable step) {
      CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS).execute(step);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      over.set(true);
    }

    @Override
    public void onError(AsyncEvent event) {
      over.set(true);
    }

    @Override
    public void onComplete(AsyncEvent event) {
      over.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // nobody starts it again
    }
  }
}
