package dev.gatekeeper.proxy.mlflow;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;

import dev.gatekeeper.auth.Refusal;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Looks into the bodies of GraphQL requests, which alone say what they do.
 *
 * <p>This class is thread-safe.
 */
final class GraphqlRequests {

  /** Of bodies that come behind their heads; each holds a thread until its client has sent it. */
  private static final int WAITED_FOR_AT_ONCE = 5;

  private final Semaphore slots = new Semaphore(WAITED_FOR_AT_ONCE);

  /**
   * Finds out what a GraphQL request does and attaches that to it.
   *
   * @return the request as if nothing had been read of it
   * @throws RefusedException if its body can't be read
   */
  HttpServletRequest lookInto(HttpServletRequest request, Operation operation)
      throws RefusedException {
    if (!hasBody(request)) {
      operation.as(Access.READ).attachTo(request);
      return request;
    }
    try {
      HeldBody body = HeldBody.begin(request);
      HeldBody whole = body.isRead(request) ? body : awaitRest(body, request);
      operation.as(whole.onlyQueries() ? Access.READ : Access.WRITE).attachTo(request);
      return whole.putBack(request);
    } catch (IOException e) {
      // Tomcat has put its own 400 there already, and would make a 500 with a stack trace of it
      request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
      throw new RefusedException(
          new Refusal(SC_BAD_REQUEST, "The body of the request is broken or cut.")
              .with("Connection", "close"));
    }
  }

  private HeldBody awaitRest(HeldBody body, HttpServletRequest request)
      throws IOException, RefusedException {
    if (!slots.tryAcquire()) {
      throw new RefusedException(
          Refusal.unavailable("Too many GraphQL requests are being read at the moment."));
    }
    try {
      return body.withTheRest(request);
    } finally {
      slots.release();
    }
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /** Says how to answer instead. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
      super(refusal.message());
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }
}
