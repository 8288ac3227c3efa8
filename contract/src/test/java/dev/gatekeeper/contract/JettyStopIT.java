package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Jetty base, told to stop with SIGTERM while requests are on their way. */
class JettyStopIT {

  private static final String LONGER_THAN_ANY_TEST = "1h";

  private final RecordingUpstream upstream = new RecordingUpstream();

  JettyStopIT() throws IOException {}

  @AfterEach
  void closeUpstream() throws IOException {
    upstream.close();
  }

  @Test
  void saysThatItIsUnreadyThenClosesTheDoorAndEndsWhatIsOnItsWay() throws Exception {
    try (Container gate = gate("10s", LONGER_THAN_ANY_TEST);
        SlowDownload download = new SlowDownload(gate.port(), upstream);
        Socket upload = RawHttp.connect(gate.port());
        Socket kept = RawHttp.connect(gate.port())) {
      write(upload, put("/upload", 6) + "abc");
      assertThat(ready(gate).status()).isEqualTo(200);
      assertThat(get(kept).values("Connection")).isEmpty();

      gate.terminate();
      Await.until("notice", () -> ready(gate).status() == 503);
      assertThat(ready(gate).body()).isEqualTo("unready\n");
      assertThat(RawHttp.send(gate.port(), "GET /-/healthy HTTP/1.1").status()).isEqualTo(200);
      Answer late = RawHttp.sendRaw(gate.port(), put("/late", 3) + "abc");
      assertThat(late.status()).isEqualTo(200);
      assertThat(late.value("Connection")).isEqualTo("close");

      Await.until("a closed door", () -> isRefused(gate));
      Answer last = get(kept);
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.value("Connection")).isEqualTo("close");
      write(upload, "def");
      assertThat(RawHttp.read(upload.getInputStream(), false).body()).isEqualTo("ok");
      assertThat(gate.isAlive()).isTrue();

      download.letItEnd();
      assertThat(download.readSecondHalf()).isEqualTo(SlowDownload.SECOND_HALF);
      Await.until("the end of the process", () -> !gate.isAlive());
      assertThat(gate.log()).doesNotContain("Exception");
    }
  }

  private Container gate(String notice, String patience) throws IOException {
    return Jetty.start(
        "jetty-stop",
        List.of(new Deployment("", Map.of())),
        Map.of(
            "gatekeeper.upstream",
            upstream.uri().toString(),
            "gatekeeper.htpasswd-file",
            Gate.passwordFile().toString(),
            "gatekeeper.stop-notice",
            notice,
            "gatekeeper.stop-patience",
            patience),
        List.of());
  }

  private static String put(String target, int length) {
    return Gate.head("PUT " + target, "keep-alive") + "Content-Length: " + length + "\r\n\r\n";
  }

  private static Answer get(Socket kept) throws IOException {
    write(kept, Gate.head("GET /x", "keep-alive") + "\r\n");
    return RawHttp.read(kept.getInputStream(), false);
  }

  private static Answer ready(Container gate) throws IOException {
    return RawHttp.send(gate.port(), "GET /-/ready HTTP/1.1");
  }

  private static boolean isRefused(Container gate) {
    return RawHttp.statusOf(gate.port(), "GET /-/healthy HTTP/1.1") == 0;
  }
}
