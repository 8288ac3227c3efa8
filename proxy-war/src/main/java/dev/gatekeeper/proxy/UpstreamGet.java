package dev.gatekeeper.proxy;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * The gate's own request to the upstream, without a user's credentials and beside the users'
 * connections.
 *
 * <p>This class is thread-safe.
 */
final class UpstreamGet implements AutoCloseable {

  private final Upstream upstream;
  private final String path;
  private final UpstreamConnections connections;

  /**
   * @param path below the upstream's own path
   * @param patience for each step of it
   */
  UpstreamGet(UpstreamAccess access, String path, Duration patience) {
    this.upstream = access.upstream();
    this.path = path;
    UpstreamTimeouts timeouts = new UpstreamTimeouts(patience, patience, patience);
    this.connections =
        new UpstreamConnections(new UpstreamAccess(upstream, timeouts, access.tls()), 1);
  }

  /** The status of the answer. */
  int status() throws HttpException, IOException {
    ClassicHttpRequest request =
        new BasicClassicHttpRequest("GET", upstream.host(), upstream.path() + path);
    request.addHeader("Host", upstream.authority());
    request.addHeader("Connection", "close");
    try (UpstreamExchange exchange = connections.open()) {
      return exchange.answer(request).getCode();
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
