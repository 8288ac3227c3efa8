package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.write;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A download whose first half has come, while the upstream keeps the second back. */
final class SlowDownload implements AutoCloseable {

  static final String SECOND_HALF = "the second";

  private static final String FIRST_HALF = "the first, ";

  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final Socket client;

  /** Asks for it. What the upstream answered to others before, it answers again afterwards. */
  SlowDownload(int gatePort, RecordingUpstream upstream) throws IOException {
    client = RawHttp.connect(gatePort);
    upstream.answerBy(this::answer);
    write(client, Gate.head("GET /slow", "keep-alive") + "\r\n");
    readFirstHalf(client.getInputStream());
    upstream.answerOk();
  }

  private void answer(Socket gate) throws Exception {
    write(gate, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(FIRST_HALF));
    assertThat(mayEnd.await(5, TimeUnit.MINUTES)).isTrue();
    write(gate, chunk(SECOND_HALF) + chunk(""));
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  /** All but the CRLF of the chunk, which Jetty sends with the next one. */
  private static void readFirstHalf(InputStream in) throws IOException {
    String line = RawHttp.readLine(in);
    assertThat(line).startsWith("HTTP/1.1 200");
    while (!line.isEmpty()) {
      line = RawHttp.readLine(in);
    }
    int length = Integer.parseInt(RawHttp.readLine(in), 16);
    assertThat(new String(in.readNBytes(length), US_ASCII)).isEqualTo(FIRST_HALF);
  }

  /** Lets the upstream send the second half. */
  void letItEnd() {
    mayEnd.countDown();
  }

  /**
   * Reads the second half.
   *
   * @throws IOException if the answer does not come to its end
   */
  String readSecondHalf() throws IOException {
    RawHttp.readLine(client.getInputStream());
    return new String(RawHttp.readChunks(client.getInputStream()), US_ASCII);
  }

  @Override
  public void close() throws IOException {
    letItEnd();
    client.close();
  }
}
