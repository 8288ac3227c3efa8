package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Containers that stop with SIGTERM while requests are on their way that take too long. */
class CutAtStopIT {

  private final RecordingUpstream upstream = new RecordingUpstream();

  CutAtStopIT() throws IOException {}

  static List<Named<Gate.Starter>> containers() {
    return List.of(
        Named.of("Jetty", (deployments, settings) -> Jetty.start(deployments, settings)),
        Named.of(
            "Tomcat", (deployments, settings) -> Tomcat.start("tomcat11", deployments, settings)));
  }

  @AfterEach
  void closeUpstream() throws IOException {
    upstream.close();
  }

  @ParameterizedTest
  @MethodSource("containers")
  void whatOutlastsThePatienceIsCutSoThatTheClientCanTell(Gate.Starter starter) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Map<String, String> settings =
        Map.of(
            "gatekeeper.upstream",
            upstream.uri().toString(),
            "gatekeeper.htpasswd-file",
            Gate.passwordFile().toString(),
            "gatekeeper.stop-notice",
            "0s",
            "gatekeeper.stop-patience",
            "1s");
    try (Container gate = starter.start(List.of(new Deployment("", Map.of())), settings);
        SlowDownload download = new SlowDownload(gate.port(), upstream);
        Socket unanswered = RawHttp.connect(gate.port())) {
      upstream.answerBy(
          silent -> {
            asked.countDown();
            never.await();
          });
      write(unanswered, Gate.head("POST /x", "keep-alive") + "Content-Length: 3\r\n\r\nabc");
      asked.await();

      gate.terminate();
      assertThatThrownBy(download::readSecondHalf).isInstanceOf(IOException.class);
      Answer unknown = RawHttp.read(unanswered.getInputStream(), false);
      assertThat(unknown.status()).isEqualTo(520);
      assertThat(unknown.body()).contains("may have been executed");
      Await.until("the end of the process", () -> !gate.isAlive());
    }
  }
}
