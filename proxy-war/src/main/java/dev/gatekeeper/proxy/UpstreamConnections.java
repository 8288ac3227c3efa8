package dev.gatekeeper.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections to the upstream, kept open between requests.
 *
 * <p>Built on HttpComponents' connection manager and its request executor, without the client
 * around them: that one decompresses, follows redirects, keeps cookies and repeats requests.
 *
 * <p>This class is thread-safe.
 */
final class UpstreamConnections implements AutoCloseable {

  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);

  /** How long the upstream may say nothing; a stream's silence of minutes is normal with MLflow. */
  private static final Timeout SILENCE_TIMEOUT = Timeout.ofMinutes(15);

  /** MLflow closes a connection that idles for 5 s: it must not be on its way to us just then. */
  private static final TimeValue IDLE_TIME = TimeValue.ofSeconds(4);

  private static final int MAX_CONNECTIONS = 2048;
  private static final int MAX_ANSWER_FIELDS = 1000;
  private static final int MAX_ANSWER_LINE_BYTES = 64 * 1024;

  private final HttpRoute route;
  private final PoolingHttpClientConnectionManager pool;
  private final HttpRequestExecutor executor = new HttpRequestExecutor();

  UpstreamConnections(Upstream upstream) {
    route = new HttpRoute(upstream.host());
    pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxHeaderCount(MAX_ANSWER_FIELDS)
                            .setMaxLineLength(MAX_ANSWER_LINE_BYTES)
                            .setBufferSize(Streams.BUFFER_BYTES)
                            .build())
                    .charCodingConfig(CharCodingConfig.custom().setCharset(ISO_8859_1).build())
                    .responseOutOfOrderStrategy(new EarlyAnswers())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT_TIMEOUT)
                    .setSocketTimeout(SILENCE_TIMEOUT)
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .build())
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
            .setMaxConnPerRoute(MAX_CONNECTIONS)
            .setMaxConnTotal(MAX_CONNECTIONS)
            .build();
  }

  /**
   * Takes a connection for one exchange, fresh or kept.
   *
   * @throws UnreachableException if the upstream accepts no connection
   */
  Exchange open() throws IOException {
    HttpClientContext context = HttpClientContext.create();
    ConnectionEndpoint endpoint = lease();
    if (!endpoint.isConnected()) {
      try {
        pool.connect(endpoint, CONNECT_TIMEOUT, context);
      } catch (IOException | RuntimeException e) {
        pool.release(endpoint, null, null);
        throw new UnreachableException(e);
      }
    }
    return new Exchange(endpoint, context);
  }

  private ConnectionEndpoint lease() throws IOException {
    try {
      return pool.lease(UUID.randomUUID().toString(), route, CONNECT_TIMEOUT, null)
          .get(CONNECT_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnreachableException(e);
    }
  }

  @Override
  public void close() {
    pool.close(CloseMode.IMMEDIATE);
  }

  /** The upstream can't be connected to: nothing of the request was sent. */
  static final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    UnreachableException(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** One request and its answer. Unless {@link #complete} is called, the connection is cut. */
  final class Exchange implements AutoCloseable {

    private final ConnectionEndpoint endpoint;
    private final HttpClientContext context;
    private boolean complete;
    private TimeValue keepFor = TimeValue.ZERO_MILLISECONDS;

    private Exchange(ConnectionEndpoint endpoint, HttpClientContext context) {
      this.endpoint = endpoint;
      this.context = context;
    }

    /** Sends a request and waits for the head of its answer, whose body is still to be read. */
    ClassicHttpResponse execute(ClassicHttpRequest request) throws IOException, HttpException {
      ClassicHttpResponse answer =
          endpoint.execute(
              "",
              request,
              (sent, connection, c) ->
                  executor.execute(
                      sent, connection, (interim, i, ic) -> checkInterim(interim, sent), c),
              context);
      refuseTwoLengths(answer);
      if (isSentWhole(request)
          && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, answer, context)) {
        keepFor = IDLE_TIME;
      }
      return answer;
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

    /** Two readers could take it for answers of different lengths (RFC 9112 6.3). */
    private static void refuseTwoLengths(ClassicHttpResponse answer) throws ProtocolException {
      if (answer.containsHeader("Transfer-Encoding") && answer.containsHeader("Content-Length")) {
        throw new ProtocolException("the answer has both Content-Length and Transfer-Encoding");
      }
    }

    /** Breaks the connection, so that the upstream can't take what it has for a whole request. */
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
      pool.release(endpoint, null, keepFor);
    }
  }
}
