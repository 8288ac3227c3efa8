package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RecordingUpstream.Received;
import java.io.IOException;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that two parsers could read differently. */
interface FramingContract {

  /** Lines that nobody can misread, of which one at most says how long the body is. */
  String CLEAN_HEAD =
      "[A-Z]+ /[!-~]* HTTP/1\\.1\r\n"
          + "(?!(?s:.*)(?:Content-Length|Transfer-Encoding):(?s:.*)(?:Content-Length|Transfer-Encoding):)"
          + "(?:[A-Za-z0-9-]+: [ -~]*\r\n)+\r\n";

  String ONE_CLEAN_REQUEST = "one";

  /** After a status: the connection stays open, since the end of the request is not in doubt. */
  String KEPT = " kept";

  /** The connection is closed without an answer, when the client has sent all that it has. */
  String NOTHING = "nothing";

  /**
   * After a status: that happens now and then. Tomcat closes when the exchange finds a broken chunk
   * before the thread that the request came on has left it.
   */
  String OR_NOTHING = " or " + NOTHING;

  Gate gate();

  static Stream<String> vectors() {
    return FramingVectors.all().keySet().stream();
  }

  /**
   * What a container does by itself differs: {@code framing.csv} says what each answers. Where it
   * makes one clean request of it, that one goes on.
   */
  @ParameterizedTest
  @MethodSource("dev.gatekeeper.contract.FramingContract#vectors")
  default void requestThatTwoParsersCouldReadDifferentlyIsRefusedOrMadeOneCleanRequest(
      String vector) throws Exception {
    String next = Gate.head("GET /echo/next", "close") + "\r\n";
    String answers = sendAndReadToTheEnd(FramingVectors.all().get(vector) + next);
    String expected = Expectations.FRAMING.of(vector, gate().container().name());

    if (expected.equals(ONE_CLEAN_REQUEST)) {
      assertThat(answers).matches(status("200"));
      Received received = gate().upstream().takeRequest();
      assertThat(received.head()).matches(CLEAN_HEAD);
      assertThat(received.whole()).isTrue();
      assertThat(received.body()).isIn("abcde", "");
    } else if (expected.endsWith(KEPT)) {
      assertThat(answers).matches(status(expected.replace(KEPT, "")));
      assertThat(gate().upstream().takeRequest().requestLine()).isEqualTo("GET /next HTTP/1.1");
    } else if (expected.endsWith(NOTHING) && answers.isEmpty()) {
      assertThat(gate().upstream().gotNothing()).isTrue();
    } else {
      String status = expected.replace(OR_NOTHING, "");
      assertThat(answers).matches(status(status)).doesNotContain("\nHTTP/1.");
      assertThat(gate().upstream().gotNothing()).isTrue();
    }
  }

  /** Some answer in the version of the request, HTTP/1.0 or HTTP/2.0. */
  private static String status(String status) {
    return "(?s)HTTP/[12]\\.[01] " + status + " .*";
  }

  private String sendAndReadToTheEnd(String requests) throws IOException {
    try (Socket client = RawHttp.connect(gate().container().port())) {
      RawHttp.write(client, requests);
      client.shutdownOutput();
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
