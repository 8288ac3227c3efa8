package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Jetty base, with an idle timeout so short that a test can wait for it: Jetty itself tells
 * that it has passed, by closing a connection that nobody uses.
 */
class JettyTimeoutIT {

  private static RecordingUpstream upstream;
  private static Container gate;

  @BeforeAll
  static void start() throws IOException {
    upstream = new RecordingUpstream();
    gate =
        Jetty.start(
            "jetty-timeout",
            List.of(new Deployment("", Map.of())),
            Map.of(
                "gatekeeper.upstream", upstream.uri().toString(),
                "gatekeeper.htpasswd-file", Gate.passwordFile().toString(),
                "gatekeeper.stop-notice", "0s"),
            List.of("jetty.http.idleTimeout=1000"));
  }

  @AfterAll
  static void stop() throws IOException {
    gate.close();
    upstream.close();
  }

  @Test
  void streamThatIsSilentOutlivesIt() throws Exception {
    try (SlowDownload stream = new SlowDownload(gate.port(), upstream)) {
      awaitIdleTimeout();
      stream.letItEnd();

      assertThat(stream.readSecondHalf()).isEqualTo(SlowDownload.SECOND_HALF);
    }
  }

  @Test
  void requestOnWhichMlflowWorksOutlivesIt() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    upstream.answerBy(
        busy -> {
          assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
          write(busy, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone");
        });
    try (Socket client = RawHttp.connect(gate.port())) {
      write(client, Gate.head("POST /x", "keep-alive") + "Content-Length: 3\r\n\r\nabc");
      upstream.takeRequest();
      awaitIdleTimeout();
      done.countDown();

      assertThat(RawHttp.read(client.getInputStream(), false).body()).isEqualTo("done");
    }
  }

  private static void awaitIdleTimeout() throws IOException {
    try (Socket idle = RawHttp.connect(gate.port())) {
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
    }
  }
}
