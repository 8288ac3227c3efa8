package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Request targets, which go on byte for byte or not at all. */
interface TargetContract {

  /** Instead of a status: it arrives as it was sent. */
  String SAME = "same";

  String BEFORE_THE_TARGET_OF_UPSTREAM = "^(http://localhost)?/echo";

  Gate gate();

  static Stream<String> targets() {
    return Expectations.TARGETS.rows();
  }

  /**
   * What a container refuses by itself differs: {@code targets.csv} says what each answers, or what
   * arrives.
   */
  @ParameterizedTest
  @MethodSource("dev.gatekeeper.contract.TargetContract#targets")
  default void targetArrivesByteForByteOrIsRefused(String row) throws Exception {
    String target = row.replace("SIXTY-FOUR-KB", "%2F;&+".repeat(11_000));
    String expected = Expectations.TARGETS.of(row, gate().container().name());
    String statusLine;
    try (Socket client = RawHttp.connect(gate().container().port())) {
      RawHttp.write(
          client,
          RawHttp.lines(
              "GET " + target + " HTTP/1.1",
              "Host: localhost",
              ALICE,
              "Connection: close",
              "",
              ""));
      statusLine = RawHttp.readLine(client.getInputStream());
    }

    if (expected.equals(SAME)) {
      assertThat(statusLine).startsWith("HTTP/1.1 200 ");
      assertThat(gate().upstream().takeRequest().requestLine())
          .isEqualTo("GET " + target.replaceFirst(BEFORE_THE_TARGET_OF_UPSTREAM, "") + " HTTP/1.1");
    } else if (expected.startsWith("/")) {
      assertThat(gate().upstream().takeRequest().requestLine())
          .isEqualTo("GET " + expected + " HTTP/1.1");
    } else {
      assertThat(statusLine).startsWith("HTTP/1.1 " + expected + " ");
      assertThat(gate().upstream().gotNothing()).isTrue();
    }
  }
}
