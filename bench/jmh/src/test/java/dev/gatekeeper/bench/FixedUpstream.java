package dev.gatekeeper.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Gives every request the same small answer of JSON, as MLflow would, and allocates nothing once a
 * connection is open.
 */
final class FixedUpstream implements Closeable {

  static final String JSON = "{\"run\": {\"info\": {\"run_id\": \"0a1b2c3d4e5f\"}}}";

  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\n"
              + "date: Fri, 27 Nov 2026 09:00:00 GMT\r\n"
              + "server: uvicorn\r\n"
              + "content-type: application/json\r\n"
              + "x-content-type-options: nosniff\r\n"
              + "x-frame-options: SAMEORIGIN\r\n"
              + ("content-length: " + JSON.length() + "\r\n")
              + "\r\n"
              + JSON)
          .getBytes(ISO_8859_1);

  private final ServerSocketChannel server;

  FixedUpstream() {
    try {
      server =
          ServerSocketChannel.open()
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    start(this::accept);
  }

  int port() {
    return server.socket().getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "upstream");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void serve(SocketChannel connection) {
    ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);
    RequestEnd request = new RequestEnd();
    try (connection) {
      while (request.await(connection)) {
        answer.position(0);
        while (answer.hasRemaining()) {
          connection.write(answer);
        }
      }
    } catch (IOException e) {
      // the gate has closed it
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
