package dev.gatekeeper.proxy;

import static java.util.Objects.requireNonNull;

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
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.message.MessageSupport;
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

  private final ConnectionEndpoint endpoint;
  private final HttpClientContext context;
  private final UpstreamTimeouts timeouts;
  private final boolean kept;
  private final Release release;
  private @Nullable HttpClientConnection connection;
  private @Nullable ClassicHttpResponse answer;
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
   * Sends a request, unless that was done, and waits for the head of its answer, whose body is
   * still to be read.
   *
   * @throws StaleConnectionException if the upstream has closed the connection, or has said more
   *     than was asked: nothing was sent
   */
  ClassicHttpResponse answer(ClassicHttpRequest request) throws IOException, HttpException {
    if (answer == null) {
      answer = receive(request, sent(request));
    }
    return answer;
  }

  /** Sends a request, too; false if nothing of its answer has come in that time. */
  boolean isAnsweredWithin(Timeout time, ClassicHttpRequest request)
      throws IOException, HttpException {
    return sent(request).isDataAvailable(time);
  }

  /** Whether the head of the answer has been read. */
  boolean isAnswered() {
    return answer != null;
  }

  private HttpClientConnection sent(ClassicHttpRequest request) throws IOException, HttpException {
    if (connection == null) {
      endpoint.setSocketTimeout(Timeout.of(timeouts.response()));
      endpoint.execute("", request, this::send, context);
    }
    return requireNonNull(connection);
  }

  private @Nullable ClassicHttpResponse send(
      ClassicHttpRequest request, HttpClientConnection open, HttpContext same)
      throws IOException, HttpException {
    if (kept && open instanceof UpstreamConnection known && !known.isUsable()) {
      throw new StaleConnectionException();
    }
    connection = open;
    open.sendRequestHeader(request);
    if (request.getEntity() != null) {
      open.sendRequestEntity(request);
    }
    open.flush();
    return null;
  }

  private ClassicHttpResponse receive(ClassicHttpRequest request, HttpClientConnection open)
      throws IOException, HttpException {
    ClassicHttpResponse received = open.receiveResponseHeader();
    while (received.getCode() < HttpStatus.SC_SUCCESS) {
      checkInterim(received, request);
      received = open.receiveResponseHeader();
    }
    if (MessageSupport.canResponseHaveBody(request.getMethod(), received)) {
      open.receiveResponseEntity(received);
    }
    endpoint.setSocketTimeout(Timeout.of(timeouts.idle()));
    check(received);
    if (isSentWhole(request)
        && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, received, context)) {
      keepFor = IDLE_TIME;
    }
    return received;
  }

  /** After an early answer the upstream may still wait for the rest of the body. */
  private static boolean isSentWhole(ClassicHttpRequest request) {
    return !(request.getEntity() instanceof RequestBody body) || body.isSentWhole();
  }

  private static void checkInterim(HttpResponse interim, ClassicHttpRequest sent)
      throws ProtocolException {
    if (interim.getCode() == HttpStatus.SC_CONTINUE) {
      return;
    }
    if (interim.getCode() < HttpStatus.SC_INFORMATIONAL) {
      throw new ProtocolException("the answer has a status that is none");
    }
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
