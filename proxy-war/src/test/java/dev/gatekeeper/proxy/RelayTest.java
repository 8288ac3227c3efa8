package dev.gatekeeper.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.RefusalRenderer;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private ServerSocket server;
  private Upstream upstream;
  private UpstreamConnections connections;
  private CompletableFuture<Void> served = CompletableFuture.completedFuture(null);

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
    served.join();
    server.close();
  }

  @Test
  void aQuickAnswerIsCarriedOnTheThreadThatBegan() throws Exception {
    answerWhen(CompletableFuture.completedFuture(null), "ok");

    assertThat(get().runWhileQuick()).isTrue();
    assertThat(received).hasToString("ok");
  }

  @Test
  void anAnswerThatTakesItsTimeIsLeftToAnotherThreadAndAskedForOnce() throws Exception {
    CompletableFuture<Void> moment = new CompletableFuture<>();
    answerWhen(moment, "late");
    Relay relay = get();

    assertThat(relay.runWhileQuick()).isFalse();
    moment.complete(null);

    assertThat(relay.run()).isTrue();
    assertThat(received).hasToString("late");
  }

  @Test
  void aLongAnswerIsLeftToAnotherThread() throws Exception {
    String body = "x".repeat(100_000);
    answerWhen(CompletableFuture.completedFuture(null), body);
    Relay relay = get();

    assertThat(relay.runWhileQuick()).isFalse();
    assertThat(received.size()).isZero();

    assertThat(relay.run()).isTrue();
    assertThat(received).hasToString(body);
  }

  @Test
  void aBodyThatIsStillOnItsWayIsWaitedForOnAnotherThread() throws Exception {
    answerWhen(CompletableFuture.completedFuture(null), "ok");
    Body body = new Body("abc");
    Relay relay = relay(new BasicClassicHttpRequest("POST", upstream.host(), "/"), body);

    assertThat(relay.runWhileQuick()).isFalse();
    assertThat(body.left()).as("what nobody has read").isEqualTo(3);

    body.isHere = true;
    assertThat(relay.runWhileQuick()).isTrue();
    assertThat(received).hasToString("ok");
  }

  private Relay get() {
    return relay(new BasicClassicHttpRequest("GET", upstream.host(), "/"), new Body(""));
  }

  private Relay relay(ClassicHttpRequest request, Body body) {
    if (body.length > 0) {
      request.addHeader("Content-Length", Integer.toString(body.length));
    }
    return new Relay(
        connections,
        new UpstreamHealth(upstream),
        new OwnAnswers(RefusalRenderer.PLAIN_TEXT, "down"),
        new AnswerFields(new Places(upstream, "")),
        request,
        client(body),
        answer());
  }

  /** Answers one request, and no other. */
  private void answerWhen(CompletableFuture<Void> moment, String body) {
    served =
        CompletableFuture.runAsync(
            () -> {
              try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                while (!new String(in.readNBytes(1), US_ASCII).isEmpty() && in.available() > 0) {}
                moment.join();
                String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
                socket.getOutputStream().write((head + body).getBytes(US_ASCII));
                in.readAllBytes();
              } catch (SocketException e) {
                // so the pool closes its connections
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private static HttpServletRequest client(Body body) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RelayTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getContentLengthLong" -> (long) body.length;
                  case "getHeader" -> null;
                  case "getInputStream" -> body;
                  case "getProtocol" -> "HTTP/1.1";
                  default -> throw new UnsupportedOperationException(called.toString());
                });
  }

  private HttpServletResponse answer() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            RelayTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "setStatus", "setHeader", "addHeader" -> null;
                  case "isCommitted" -> received.size() > 0;
                  case "getOutputStream" -> new Answer(received);
                  default -> throw new UnsupportedOperationException(called.toString());
                });
  }

  /** A client's body, which may not have come yet. */
  private static final class Body extends ServletInputStream {

    private final int length;
    private final ByteArrayInputStream bytes;
    private boolean isHere;

    Body(String text) {
      this.length = text.length();
      this.bytes = new ByteArrayInputStream(text.getBytes(US_ASCII));
    }

    int left() {
      return bytes.available();
    }

    @Override
    public int available() {
      return isHere ? left() : 0;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int atMost) {
      return bytes.read(into, from, atMost);
    }

    @Override
    public boolean isFinished() {
      return left() == 0;
    }

    @Override
    public boolean isReady() {
      return isHere;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Answer extends ServletOutputStream {

    private final ByteArrayOutputStream bytes;

    Answer(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
