package dev.gatekeeper.proxy;

import java.io.IOException;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Unless {@link #complete} is called, the connection is cut. */
final class UpstreamExchange implements AutoCloseable {

  /** MLflow closes a connection that idles for 5 s: it must not be on its way to us just then. */
  static final TimeValue IDLE_TIME = TimeValue.ofSeconds(4);

  private static final int MAX_ANSWER_HEAD_CHARS = 256 * 1024;

  private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

  private final ConnectionEndpoint endpoint;
  private final HttpClientContext context;
  private final UpstreamTimeouts timeouts;
  private final boolean kept;
  private final Release release;
  private boolean complete;
  private TimeValue keepFor = TimeValue.ZERO_MILLISECONDS;

  /** Gives a connection back to where it came from. */
  @FunctionalInterface
  interface Release {
    void release(ConnectionEndpoint endpoint, @Nullable Object state, TimeValue keepFor);
  }

  /**
   * @param kept whether the connection has served another request before
   */
  UpstreamExchange(
      ConnectionEndpoint endpoint,
      HttpClientContext context,
      UpstreamTimeouts timeouts,
      boolean kept,
      Release release) {
    this.endpoint = endpoint;
    this.context = context;
    this.timeouts = timeouts;
    this.kept = kept;
    this.release = release;
  }

  /** Whether the upstream may have closed the connection since it served another request. */
  boolean isOnKeptConnection() {
    return kept;
  }

  /**
   * Sends a request and waits for the head of its answer, whose body is still to be read.
   *
   * @throws StaleConnectionException if the upstream has closed the connection, or has said more
   *     than was asked: nothing was sent
   */
  ClassicHttpResponse execute(ClassicHttpRequest request) throws IOException, HttpException {
    endpoint.setSocketTimeout(Timeout.of(timeouts.response()));
    ClassicHttpResponse answer = endpoint.execute("", request, this::send, context);
    endpoint.setSocketTimeout(Timeout.of(timeouts.idle()));
    check(answer);
    if (isSentWhole(request)
        && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, answer, context)) {
      keepFor = IDLE_TIME;
    }
    return answer;
  }

  private ClassicHttpResponse send(
      ClassicHttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    if (kept && connection instanceof UpstreamConnection known && !known.isUsable()) {
      throw new StaleConnectionException();
    }
    return EXECUTOR.execute(
        request, connection, (interim, i, c) -> checkInterim(interim, request), context);
  }

  /** After an early answer the upstream may still wait for the rest of the body. */
  private static boolean isSentWhole(ClassicHttpRequest request) {
    return !(request.getEntity() instanceof RequestBody body) || body.isSentWhole();
  }

  private static void checkInterim(HttpResponse interim, ClassicHttpRequest sent)
      throws ProtocolException {
    if (interim.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
      throw new ProtocolException("the upstream switches protocols, which nobody asked for");
    }
    if (!isSentWhole(sent)) {
      throw new ProtocolException("an interim answer has stopped the upload");
    }
  }

  private static void check(ClassicHttpResponse answer) throws ProtocolException {
    // two readers could take it for answers of different lengths (RFC 9112 6.3)
    if (answer.containsHeader("Transfer-Encoding") && answer.containsHeader("Content-Length")) {
      throw new ProtocolException("the answer has both Content-Length and Transfer-Encoding");
    }
    long chars = 0;
    for (Header field : answer.getHeaders()) {
      chars += field.getName().length() + field.getValue().length();
      if (!FieldRules.isWellFormed(field.getName(), field.getValue())) {
        throw new ProtocolException("the answer has a field that is none");
      }
    }
    if (chars > MAX_ANSWER_HEAD_CHARS) {
      throw new ProtocolException("the answer's fields are longer than 256 KB");
    }
  }

  /**
   * Breaks the connection, so that the upstream can't take what it has for a whole request. Any
   * thread may call it.
   */
  void cut() {
    endpoint.close(CloseMode.IMMEDIATE);
  }

  /** Says that the answer was read to its end: the connection may serve another request. */
  void complete() {
    complete = true;
  }

  @Override
  public void close() {
    if (!complete || keepFor.equals(TimeValue.ZERO_MILLISECONDS)) {
      cut();
    }
    release.release(endpoint, null, keepFor);
  }

  /** The connection was of no use before anything was sent on it. */
  static final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1;

    StaleConnectionException() {
      super("the upstream has closed the connection, or said more than was asked");
    }
  }
}
