package dev.gatekeeper.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Throws away what a client still sends after it was answered (RFC 9112 9.6).
 *
 * <p>Most clients send all of a body before they read the answer. A server that closes then, as
 * Tomcat does after 2 MB and Jetty at once, makes them report a broken connection, which some take
 * for a reason to send everything again.
 */
public final class UnreadBody {

  private static final int MAX_BYTES = 64 * 1024 * 1024;
  private static final Duration MAX_TIME = Duration.ofSeconds(5);
  private static final int BUFFER_BYTES = 16 * 1024;

  /** More than these would be an attack, or would look like one: the others are cut. */
  private static final Semaphore AT_ONCE = new Semaphore(64);

  private UnreadBody() {}

  /**
   * Sends what has been answered, then reads what is left of the request's body: at most 64 MB, for
   * about 5 s, and not for more than 64 requests at a time. Does nothing where the client waits for
   * a 100 before it sends a body.
   *
   * @param request the request that was answered
   * @param response its answer, written to its end
   * @throws IOException if the answer can't be sent
   */
  public static void discard(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isExpected(request) || !AT_ONCE.tryAcquire()) {
      return;
    }
    try {
      response.flushBuffer();
      read(request.getInputStream());
    } catch (IllegalStateException e) {
      // the webapp reads the body in another way
    } finally {
      AT_ONCE.release();
    }
  }

  private static boolean isExpected(HttpServletRequest request) {
    return request.getHeader("Expect") == null
        && (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null);
  }

  private static void read(InputStream body) {
    long deadline = System.nanoTime() + MAX_TIME.toNanos();
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int left = MAX_BYTES; left > 0 && System.nanoTime() - deadline < 0; ) {
        int read = body.read(buffer);
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException e) {
      // the client has gone, or its body is broken: nobody wants it
    }
  }
}
