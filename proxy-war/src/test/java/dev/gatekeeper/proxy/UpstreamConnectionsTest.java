package dev.gatekeeper.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatekeeper.proxy.UpstreamConnections.UnreachableException;
import dev.gatekeeper.proxy.UpstreamExchange.StaleConnectionException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UpstreamConnectionsTest {

  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private ServerSocket server;
  private Upstream upstream;
  private UpstreamConnections connections;

  @BeforeEach
  void listen() throws Exception {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    upstream = Upstream.parse("http://127.0.0.1:" + server.getLocalPort());
    Duration patience = Duration.ofSeconds(20);
    connections =
        new UpstreamConnections(
            new UpstreamAccess(
                upstream,
                new UpstreamTimeouts(patience, patience, patience),
                SSLContext.getDefault()),
            10);
  }

  @AfterEach
  void close() throws IOException {
    connections.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ANSWER,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n"
      })
  void whatTheUpstreamSaysAfterItsAnswerIsNobodysAnswer(String answer) throws Exception {
    try (Socket socket = exchange(answer + ANSWER);
        UpstreamExchange next = connections.open()) {
      assertThat(socket.isConnected()).isTrue();
      assertThat(next.isOnKeptConnection()).isTrue();
      assertThatExceptionOfType(StaleConnectionException.class)
          .isThrownBy(() -> next.answer(request()));
    }
  }

  @Test
  void connectionThatNobodyUsesIsClosedThoughNoOtherRequestComes() throws Exception {
    try (Socket socket = exchange(ANSWER)) {
      // comes to an end
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A: a\rb", "X-A: a\u0000b", "X A: b", ": b", "X-A : b", "X-A"})
  void answerWithAFieldThatIsNoneBreaksHttp(String field) throws Exception {
    assertThatExceptionOfType(HttpException.class)
        .isThrownBy(
            () -> exchange("HTTP/1.1 200 OK\r\n" + field + "\r\nContent-Length: 0\r\n\r\n"));
  }

  @Test
  void connectThatNobodyAcceptsIsGivenUp() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FullBacklog waiting = new FullBacklog(deaf);
        UpstreamConnections impatient =
            new UpstreamConnections(
                new UpstreamAccess(
                    Upstream.parse("http://127.0.0.1:" + deaf.getLocalPort()),
                    new UpstreamTimeouts(
                        Duration.ofMillis(100), Duration.ofDays(1), Duration.ofDays(1)),
                    SSLContext.getDefault()),
                1)) {
      assertThat(waiting.sockets()).isNotEmpty();
      assertThatExceptionOfType(UnreachableException.class).isThrownBy(impatient::open);
    }
  }

  /** Connections that fill what the kernel accepts for a server that accepts none. */
  private record FullBacklog(List<Socket> sockets) implements AutoCloseable {

    FullBacklog(ServerSocket deaf) throws IOException {
      this(new ArrayList<>());
      try {
        while (true) {
          Socket socket = new Socket();
          sockets.add(socket);
          socket.connect(deaf.getLocalSocketAddress(), 500);
        }
      } catch (SocketTimeoutException full) {
        // the next one would have to wait, too
      }
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** One exchange on a fresh connection, which stays open; its other end. */
  private Socket exchange(String answer) throws Exception {
    try (UpstreamExchange exchange = connections.open()) {
      Socket socket = server.accept();
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
      ClassicHttpResponse received = exchange.answer(request());
      if (received.getEntity() != null) {
        received.getEntity().getContent().readAllBytes();
      }
      exchange.complete();
      return socket;
    }
  }

  private ClassicHttpRequest request() {
    ClassicHttpRequest request = new BasicClassicHttpRequest("GET", upstream.host(), "/");
    request.addHeader("Host", upstream.authority());
    return request;
  }
}
