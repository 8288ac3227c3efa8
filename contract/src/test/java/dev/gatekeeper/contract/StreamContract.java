package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What flows for long, and who stops reading or sending. */
interface StreamContract {

  String EVENTS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  /** More than the 2 MB that Tomcat reads of a request that nobody wants. */
  int LARGE_BYTES = 20 * 1024 * 1024;

  Gate gate();

  @Test
  default void eachEventReachesTheClientBeforeTheNextOneIsSent() throws Exception {
    CountDownLatch firstSeen = new CountDownLatch(1);
    gate()
        .upstream()
        .answerBy(
            upstream -> {
              write(upstream, EVENTS + "5\r\nfirst\r\n");
              assertThat(firstSeen.await(1, TimeUnit.MINUTES)).isTrue();
              write(upstream, "6\r\nsecond\r\n0\r\n\r\n");
            });
    try (Socket client = RawHttp.connect(gate().container().port())) {
      write(client, Gate.head("GET /echo/events", "close") + "\r\n");
      InputStream in = client.getInputStream();
      readUntil(in, "first");
      firstSeen.countDown();
      readUntil(in, "second");
    }
  }

  @Test
  default void clientThatGoesAwayInADownloadEndsItAtTheUpstream() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    gate()
        .upstream()
        .answerBy(
            upstream -> {
              try {
                write(upstream, EVENTS);
                while (true) {
                  write(upstream, "400\r\n" + "x".repeat(0x400) + "\r\n");
                }
              } catch (IOException e) {
                ended.countDown();
              }
            });
    try (Socket client = RawHttp.connect(gate().container().port())) {
      write(client, Gate.head("GET /echo/events", "close") + "\r\n");
      readUntil(client.getInputStream(), "xxx");
    }

    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo/ 401", "/down/ 503", "/closed/ 503", "/impatient/ 200"})
  default void clientThatSendsAllBeforeItReadsSeesTheAnswer(String pathAndStatus) throws Exception {
    String path = pathAndStatus.split(" ", -1)[0];
    int status = Integer.parseInt(pathAndStatus.split(" ", -1)[1]);
    String credentials = status == 401 ? "X-None: 1" : Gate.ALICE;
    try (Socket client = RawHttp.connect(gate().container().port())) {
      write(
          client,
          RawHttp.lines(
              "PUT " + path + "x HTTP/1.1",
              "Host: localhost",
              credentials,
              "Content-Length: " + LARGE_BYTES,
              "",
              ""));
      OutputStream out = client.getOutputStream();
      byte[] piece = new byte[64 * 1024];
      for (int sent = 0; sent < LARGE_BYTES; sent += piece.length) {
        out.write(piece);
      }
      Answer answer = RawHttp.read(client.getInputStream(), false);

      assertThat(answer.status()).isEqualTo(status);
    }
  }

  @Test
  default void clientThatWaitsForA100SendsNoBodyInVain() throws Exception {
    try (Socket client = RawHttp.connect(gate().container().port())) {
      write(
          client,
          RawHttp.lines(
              "PUT /echo/x HTTP/1.1",
              "Host: localhost",
              "Content-Length: 3000000000",
              "Expect: 100-continue",
              "",
              ""));
      Answer answer = RawHttp.read(client.getInputStream(), false);

      // stock Tomcat sends 100 before any filter runs
      assertThat(answer.status()).isIn(100, 401);
      if (answer.status() == 100) {
        assertThat(RawHttp.read(client.getInputStream(), false).status()).isEqualTo(401);
      }
    }
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void whoSendsAfterA100ArrivesWhole() throws Exception {
    try (Socket client = RawHttp.connect(gate().container().port())) {
      write(
          client,
          Gate.head("PUT /echo/x", "close") + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      assertThat(RawHttp.read(client.getInputStream(), true).status()).isEqualTo(100);
      write(client, "abcde");

      assertThat(RawHttp.read(client.getInputStream(), false).status()).isEqualTo(200);
    }
    RecordingUpstream.Received received = gate().upstream().takeRequest();
    assertThat(received.body()).isEqualTo("abcde");
    assertThat(received.values("Expect")).isEmpty();
  }

  private static void readUntil(InputStream in, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = in.read();
      assertThat(next).as("the end, after %s", read).isNotNegative();
      read.append((char) next);
    }
  }
}
