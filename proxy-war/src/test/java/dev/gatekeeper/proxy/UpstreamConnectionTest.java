package dev.gatekeeper.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static jdk.net.ExtendedSocketOptions.TCP_QUICKACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.Test;

class UpstreamConnectionTest {

  @Test
  void theFirstPieceOfAnAnswerIsAcknowledgedAtOnce() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = UpstreamConnection.newSocket()) {
      assumeTrue(
          socket.supportedOptions().contains(TCP_QUICKACK),
          "This system has no option for it; Linux has.");
      socket.connect(server.getLocalSocketAddress());
      UpstreamConnection connection = UpstreamConnection.on(socket);
      try (Socket upstream = server.accept()) {
        for (int i = 0; i < 5; i++) {
          ClassicHttpRequest request = new BasicClassicHttpRequest("GET", "/");
          connection.sendRequestHeader(request);
          connection.flush();
          write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", upstream);
          ClassicHttpResponse answer = connection.receiveResponseHeader();
          connection.receiveResponseEntity(answer);
          assertThat(socket.getOption(TCP_QUICKACK)).isTrue();
          write("ok", upstream);
          answer.getEntity().getContent().readAllBytes();
        }
      }
    }
  }

  private static void write(String text, Socket socket) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }
}
