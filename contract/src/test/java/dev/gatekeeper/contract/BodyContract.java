package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatekeeper.contract.RawHttp.Answer;
import dev.gatekeeper.contract.RecordingUpstream.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies on their way to the upstream: whole, or recognisably not. */
interface BodyContract {

  int CHUNKS_OF_A_LARGE_UPLOAD = 256;

  Gate gate();

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS", "PROPFIND"})
  default void everyMethodArrivesWithItsBody(String method) throws Exception {
    String body = "{\"name\": \"käse\"}";
    byte[] bytes = body.getBytes(UTF_8);
    RawHttp.sendRaw(
        gate().container().port(),
        method
            + " /echo/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + ALICE
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n"
            + new String(bytes, ISO_8859_1));
    Received received = gate().upstream().takeRequest();
    assertThat(received.requestLine()).isEqualTo(method + " /x HTTP/1.1");
    assertThat(received.value("Content-Type")).isEqualTo("application/json");
    assertThat(received.body()).isEqualTo(new String(bytes, ISO_8859_1));
  }

  @Test
  default void chunkedAndEmptyBodiesArrive() throws Exception {
    String head = " /echo/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + ALICE + "\r\n";
    RawHttp.sendRaw(
        gate().container().port(),
        "PUT" + head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assertThat(gate().upstream().takeRequest().body()).isEqualTo("abcde");
    RawHttp.sendRaw(gate().container().port(), "PUT" + head + "Content-Length: 0\r\n\r\n");
    assertThat(gate().upstream().takeRequest().value("Content-Length")).isEqualTo("0");
  }

  @Test
  default void answerBeforeTheEndOfAnUploadArrivesAndTheRestOfTheUploadBecomesNobodysRequest()
      throws Exception {
    gate().upstream().answerEarlyWith("HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\n\r\nlarge");
    Answer answer =
        RawHttp.upload(
            gate().container().port(),
            Gate.head("PUT /echo/x", "keep-alive") + "Transfer-Encoding: chunked\r\n\r\n",
            chunk(),
            CHUNKS_OF_A_LARGE_UPLOAD);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("large");
    assertThat(gate().send("GET /echo/next HTTP/1.1", ALICE).status()).isEqualTo(200);
    assertThat(List.of(gate().upstream().takeRequest(), gate().upstream().takeRequest()))
        .extracting(Received::requestLine, Received::whole)
        .containsExactlyInAnyOrder(
            tuple("PUT /x HTTP/1.1", false), tuple("GET /next HTTP/1.1", true));
  }

  @Test
  default void interimAnswerInTheMiddleOfAnUploadIs502AndNoWait() throws Exception {
    gate().upstream().answerEarlyWith("HTTP/1.1 103 Early Hints\r\n\r\n");
    Answer answer =
        RawHttp.upload(
            gate().container().port(),
            Gate.head("PUT /echo/x", "keep-alive") + "Transfer-Encoding: chunked\r\n\r\n",
            chunk(),
            CHUNKS_OF_A_LARGE_UPLOAD);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(gate().upstream().takeRequest().whole()).isFalse();
  }

  private static byte[] chunk() {
    return ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
  }

  @Test
  default void uploadThatTheClientCutsNeverLooksWhole() throws Exception {
    try (Socket socket = RawHttp.connect(gate().container().port())) {
      socket.getOutputStream().write(startOfAnUpload());
    }
    assertThat(gate().upstream().takeRequest().whole()).isFalse();
  }

  @Test
  default void brokenChunkIsTheClientsFaultAndNeverLooksWhole() throws Exception {
    try (Socket socket = RawHttp.connect(gate().container().port())) {
      socket.getOutputStream().write(startOfAnUpload());
      socket.getOutputStream().write("zz\r\n".getBytes(ISO_8859_1));
      if (Expectations.HABITS
          .of("broken chunk", gate().container().name())
          .equals(FramingContract.NOTHING)) {
        socket.shutdownOutput();
        assertThat(socket.getInputStream().readAllBytes()).isEmpty();
      } else {
        Answer answer = RawHttp.read(socket.getInputStream(), false);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Exception");
      }
    }
    assertThat(gate().upstream().takeRequest().whole()).isFalse();
  }

  /** A container that waited for it would do so on one of its threads, of which it has few. */
  @ParameterizedTest
  @CsvSource({"/echo/x, 401", "/echo/-/healthy, 405"})
  default void clientThatTakesForEverToSendWhatNobodyWantsIsLeft(String target, int status)
      throws Exception {
    try (Socket socket = RawHttp.connect(gate().container().port())) {
      OutputStream out = socket.getOutputStream();
      String head = "PUT " + target + " HTTP/1.1\r\nHost: localhost\r\n";
      out.write((head + "Content-Length: 1000000\r\n\r\n").getBytes(ISO_8859_1));
      assertThat(RawHttp.read(socket.getInputStream(), false).status()).isEqualTo(status);
      if (Expectations.HABITS
          .of("slow body that nobody wants", gate().container().name())
          .equals("left")) {
        Await.until("the end of the connection", () -> canNoMoreBeSentTo(out));
      } else {
        // it goes on reading, but without a thread
        assertThat(gate().send("GET /echo/-/healthy HTTP/1.1").status()).isEqualTo(200);
      }
    }
  }

  private static boolean canNoMoreBeSentTo(OutputStream out) {
    try {
      out.write('x');
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** More than any buffer on the way holds. */
  private static byte[] startOfAnUpload() {
    String head = Gate.head("PUT /echo/x", "keep-alive") + "Transfer-Encoding: chunked\r\n\r\n";
    return (head + new String(chunk(), ISO_8859_1).repeat(8)).getBytes(ISO_8859_1);
  }
}
