package dev.gatekeeper.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.IdleConnectionEvictor;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
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

  /** The pool itself drops old connections only when a new one is asked for. */
  private static final TimeValue LOOK_FOR_IDLE_EVERY = TimeValue.ofSeconds(1);

  private final HttpRoute route;
  private final UpstreamTimeouts timeouts;
  private final PoolingHttpClientConnectionManager pool;
  private final IdleConnectionEvictor evictor;

  UpstreamConnections(UpstreamAccess access, int atMost) {
    this(access, atMost, SystemDefaultDnsResolver.INSTANCE);
  }

  UpstreamConnections(UpstreamAccess access, int atMost, DnsResolver names) {
    route = new HttpRoute(access.upstream().host(), null, access.upstream().isSecure());
    timeouts = access.timeouts();
    pool =
        new PoolBuilder(access.tls())
            .setDnsResolver(names)
            .setConnectionFactory(UpstreamConnection::on)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout(timeouts.connect()))
                    .setSocketTimeout(timeout(timeouts.response()))
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .build())
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
            .setMaxConnPerRoute(atMost)
            .setMaxConnTotal(atMost)
            .build();
    evictor = new IdleConnectionEvictor(pool, LOOK_FOR_IDLE_EVERY, UpstreamExchange.IDLE_TIME);
    evictor.start();
  }

  private static Timeout timeout(Duration time) {
    return Timeout.of(time);
  }

  /**
   * Takes a connection for one exchange, fresh or kept.
   *
   * @throws UnreachableException if the upstream accepts no connection
   * @throws UntrustedException if it accepts one and does not prove over TLS who it is
   */
  UpstreamExchange open() throws IOException {
    HttpClientContext context = HttpClientContext.create();
    ConnectionEndpoint endpoint = lease();
    boolean kept = endpoint.isConnected();
    if (!kept) {
      connect(endpoint, context);
    }
    return new UpstreamExchange(endpoint, context, timeouts, kept, pool::release);
  }

  private void connect(ConnectionEndpoint endpoint, HttpClientContext context) throws IOException {
    try {
      pool.connect(endpoint, timeout(timeouts.connect()), context);
    } catch (IOException | RuntimeException e) {
      pool.release(endpoint, null, null);
      throw e instanceof SSLException ? new UntrustedException(e) : new UnreachableException(e);
    }
  }

  private ConnectionEndpoint lease() throws IOException {
    Timeout patience = timeout(timeouts.connect());
    try {
      return pool.lease("", route, patience, null).get(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnreachableException(e);
    }
  }

  /** Closes those that nobody uses: one of them was found dead, so the others may be, too. */
  void dropIdle() {
    pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
  }

  @Override
  public void close() {
    evictor.shutdown();
    pool.close(CloseMode.IMMEDIATE);
  }

  /** The upstream can't be connected to: nothing of the request was sent. */
  static final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    UnreachableException(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** The upstream is not who it should be, or no TLS at all: nothing of the request was sent. */
  static final class UntrustedException extends IOException {
    private static final long serialVersionUID = 1;

    UntrustedException(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** A pool whose sockets {@link UpstreamConnection} can look at. */
  private static final class PoolBuilder extends PoolingHttpClientConnectionManagerBuilder {

    PoolBuilder(SSLContext tls) {
      setTlsSocketStrategy(new DefaultClientTlsStrategy(tls));
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          noProxy -> UpstreamConnection.newSocket(),
          ports,
          names,
          RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    }
  }
}
