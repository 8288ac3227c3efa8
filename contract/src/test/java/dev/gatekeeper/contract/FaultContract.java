package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;
import static dev.gatekeeper.contract.RawHttp.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gatekeeper.contract.RawHttp.Answer;
import dev.gatekeeper.contract.RecordingUpstream.Received;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that fails, and what may be done about it. */
interface FaultContract {

  /** What MLflow's Python client sends a request again for, even a POST. */
  List<Integer> REPEATED_BY_PYTHON = List.of(408, 429, 500, 502, 503, 504);

  Gate gate();

  @ParameterizedTest
  @CsvSource({
    "GET,    502",
    "HEAD,   502",
    "PUT,    502",
    "DELETE, 502",
    "POST,   520",
    "PATCH,  520"
  })
  default void lostAnswerToWhatMustNotBeRepeatedHasAStatusThatNobodyRepeats(
      String method, int status) throws Exception {
    gate().upstream().answerBy(Socket::close);
    Answer answer = gate().send(method + " /echo/ HTTP/1.1", ALICE, "Content-Length: 0");

    assertThat(answer.status()).isEqualTo(status);
    if (status == 520) {
      assertThat(answer.status()).isNotIn(REPEATED_BY_PYTHON);
      assertThat(answer.body())
          .startsWith("{\"error_code\":\"INTERNAL_ERROR\",\"message\":")
          .contains("The request may have been executed: look before you send it again.");
    }
    gate().upstream().takeRequest();
    assertThat(gate().upstream().gotNothing()).as("it was not sent again").isTrue();
  }

  @ParameterizedTest
  @CsvSource({"GET, 504", "POST, 520"})
  default void silentUpstreamIsNotWaitedForForEver(String method, int status) throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    gate().upstream().answerBy(upstream -> answered.await(1, TimeUnit.MINUTES));
    Answer answer = gate().send(method + " /impatient/ HTTP/1.1", ALICE, "Content-Length: 0");
    answered.countDown();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains("takes too long");
  }

  @Test
  default void streamThatFallsSilentForTooLongIsCut() {
    CountDownLatch cut = new CountDownLatch(1);
    gate()
        .upstream()
        .answerBy(
            upstream -> {
              write(upstream, StreamContract.EVENTS + "1\r\nx\r\n");
              cut.await(1, TimeUnit.MINUTES);
            });

    String request = Gate.head("GET /impatient/", "keep-alive") + "\r\n";
    assertThat(catchThrowable(() -> RawHttp.sendRaw(gate().container().port(), request)))
        .isInstanceOf(IOException.class);
    cut.countDown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  default void connectionThatTheUpstreamHasJustClosedIsNotUsed(String method) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    gate()
        .upstream()
        .answerBy(
            upstream -> {
              write(upstream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
              upstream.close();
              closed.countDown();
            });
    try (Socket client = RawHttp.connect(gate().container().port())) {
      leaveAKeptConnection(client);
      assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
      gate().upstream().answerOk();

      assertThat(sendNext(client, method).status()).isEqualTo(200);
    }
    gate().upstream().takeRequest();
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void connectionsThatNobodyUsesAreClosedThoughNoMoreRequestsCome() throws Exception {
    assertThat(gate().send("GET /echo/ HTTP/1.1", ALICE).status()).isEqualTo(200);

    Await.until("the end of all", () -> gate().upstream().openConnections() == 0);
  }

  @ParameterizedTest
  @CsvSource({"GET, 200, 2", "PUT, 200, 2", "POST, 520, 1"})
  default void onAKeptConnectionThatBreaksOnlyWhatIsIdempotentIsTriedAgain(
      String method, int status, int arrivals) throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    Socket client = RawHttp.connect(gate().container().port());
    leaveAKeptConnection(client);
    gate().upstream().takeRequest();
    gate()
        .upstream()
        .answerBy(
            upstream -> {
              if (broken.getCount() == 0) {
                write(upstream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              }
              broken.countDown();
            });

    try (client) {
      assertThat(sendNext(client, method).status()).isEqualTo(status);
    }
    for (int i = 0; i < arrivals; i++) {
      Received received = gate().upstream().takeRequest();
      assertThat(received.requestLine()).isEqualTo(method + " / HTTP/1.1");
    }
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  /** On a connection of its own a client's next request finds the upstream's given back. */
  private static void leaveAKeptConnection(Socket client) throws IOException {
    write(client, Gate.head("GET /echo/first", "keep-alive") + "\r\n");
    assertThat(RawHttp.read(client.getInputStream(), false).status()).isEqualTo(200);
  }

  private static Answer sendNext(Socket client, String method) throws IOException {
    write(client, Gate.head(method + " /echo/", "close") + "Content-Length: 0\r\n\r\n");
    return RawHttp.read(client.getInputStream(), false);
  }

  @Test
  default void moreExchangesThanAllowedAreToldToComeBack() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    gate()
        .upstream()
        .answerBy(
            upstream -> {
              write(upstream, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
              first.countDown();
              refused.await(1, TimeUnit.MINUTES);
              write(upstream, "x");
            });
    try (Socket client = RawHttp.connect(gate().container().port())) {
      write(client, Gate.head("GET /single/", "close") + "\r\n");
      assertThat(first.await(1, TimeUnit.MINUTES)).isTrue();

      Answer busy = gate().send("GET /single/ HTTP/1.1", ALICE);

      assertThat(busy.status()).isEqualTo(503);
      assertThat(busy.value("Retry-After")).isNotEmpty();
      assertThat(busy.body()).contains("Too many requests are being answered");
      refused.countDown();
      assertThat(RawHttp.read(client.getInputStream(), false).body()).isEqualTo("x");
    }
  }
}
