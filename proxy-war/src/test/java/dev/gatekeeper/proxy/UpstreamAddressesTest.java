package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatekeeper.proxy.UpstreamConnections.UnreachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;

/** One name with several addresses. */
class UpstreamAddressesTest {

  private static final String NAME = "mlflow.test";

  @Test
  void eachAddressIsTriedUntilOneAccepts() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      try (UpstreamConnections connections =
              at(server.getLocalPort(), loopback(2), loopback(3), loopback(1));
          UpstreamExchange exchange = connections.open()) {
        assertThat(exchange.isOnKeptConnection()).isFalse();
        server.accept().close();
      }
    }
  }

  @Test
  void connectFailsOnlyWhenAllAddressesDo() throws Exception {
    try (UpstreamConnections connections = at(closedPort(), loopback(2), loopback(3))) {
      assertThatExceptionOfType(UnreachableException.class).isThrownBy(connections::open);
    }
  }

  @Test
  void nameWithoutAnAddressIsUnreachable() throws Exception {
    try (UpstreamConnections connections = at(closedPort())) {
      assertThatExceptionOfType(UnreachableException.class).isThrownBy(connections::open);
    }
  }

  private static UpstreamConnections at(int port, InetAddress... addresses) throws Exception {
    InMemoryDnsResolver names = new InMemoryDnsResolver();
    if (addresses.length > 0) {
      names.add(NAME, addresses);
    }
    return new UpstreamConnections(
        new UpstreamAccess(
            Upstream.parse("http://" + NAME + ":" + port),
            UpstreamTimeouts.DEFAULT,
            UpstreamTls.of(Optional.empty(), Optional.empty())),
        1,
        names);
  }

  private static InetAddress loopback(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private static int closedPort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      return server.getLocalPort();
    }
  }
}
