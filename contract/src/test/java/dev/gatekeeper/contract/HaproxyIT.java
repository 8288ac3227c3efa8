package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import dev.gatekeeper.launcher.ChildProcesses;
import dev.gatekeeper.launcher.MlflowServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gates and two MLflows behind HAProxy, as docs/deploy.md has them. */
class HaproxyIT {

  private static final int ENOUGH = 100;

  private final int inner = Container.freePort();
  private Container gate1;
  private Container gate2;

  @BeforeEach
  void startGates() throws IOException {
    gate1 = gate("gate1");
    gate2 = gate("gate2");
  }

  @AfterEach
  void stopGates() {
    gate1.kill();
    gate2.kill();
  }

  private Container gate(String name) throws IOException {
    return Jetty.start(
        name,
        List.of(new Deployment("", Map.of())),
        Map.of(
            "gatekeeper.upstream",
            "http://127.0.0.1:" + inner,
            "gatekeeper.htpasswd-file",
            Gate.passwordFile().toString(),
            "gatekeeper.trusted-proxies",
            "127.0.0.1"),
        List.of());
  }

  private Haproxy haproxy(int mlflow1, int mlflow2) throws IOException {
    Haproxy haproxy =
        Haproxy.start(
            inner,
            Map.of(
                "gate1",
                gate1.port(),
                "gate2",
                gate2.port(),
                "mlflow1",
                mlflow1,
                "mlflow2",
                mlflow2));
    Await.until("HAProxy", () -> RawHttp.statusOf(haproxy.port(), "GET /-/ready HTTP/1.1") == 200);
    return haproxy;
  }

  @Test
  void mlflowLearnsTheClientsAddressOnce() throws Exception {
    try (RecordingUpstream mlflow = new RecordingUpstream();
        Haproxy haproxy = haproxy(mlflow.uri().getPort(), mlflow.uri().getPort())) {
      Answer answer =
          RawHttp.sendFrom(
              "127.0.0.9",
              haproxy.port(),
              "GET /x HTTP/1.1",
              Gate.ALICE,
              "X-Forwarded-For: 10.1.1.1",
              "X-Forwarded-Proto: https");

      assertThat(answer.status()).isEqualTo(200);
      RecordingUpstream.Received received = mlflow.takeRequest();
      while (!received.requestLine().startsWith("GET /x ")) {
        received = mlflow.takeRequest();
      }
      assertThat(received.values("X-Forwarded-For")).containsExactly("127.0.0.9");
      assertThat(received.values("X-Forwarded-Proto")).containsExactly("http");
    }
  }

  @Test
  void postThatMlflowDoesNotAnswerIsSentOnceAndItsOutcomeSaidToBeUnknown() throws Exception {
    try (RecordingUpstream mlflow = new RecordingUpstream();
        Haproxy haproxy = haproxy(mlflow.uri().getPort(), mlflow.uri().getPort())) {
      mlflow.answerBy(connection -> {});
      Answer answer =
          RawHttp.send(haproxy.port(), "POST /x HTTP/1.1", Gate.ALICE, "Content-Length: 0");

      assertThat(answer.status()).isEqualTo(520);
      assertThat(postsIn(mlflow)).isEqualTo(1);
    }
  }

  private static int postsIn(RecordingUpstream mlflow) throws InterruptedException {
    int posts = 0;
    while (!mlflow.gotNothing()) {
      posts += mlflow.takeRequest().requestLine().startsWith("POST ") ? 1 : 0;
    }
    return posts;
  }

  @Test
  void nothingIsLostOrDoneTwiceWhileAGateStopsAndThenAnMlflow() throws Exception {
    ChildProcesses first = new ChildProcesses();
    try (EmbeddedPostgres postgres = postgres();
        ChildProcesses second = new ChildProcesses()) {
      int mlflow1 = mlflow("mlflow1", postgres, first);
      int mlflow2 = mlflow("mlflow2", postgres, second);
      try (Haproxy haproxy = haproxy(mlflow1, mlflow2);
          Readers readers = new Readers(haproxy.port(), 4);
          MetricWriter writer = new MetricWriter(haproxy.uri())) {
        readers.awaitMore(ENOUGH);
        writer.awaitMore(ENOUGH);

        gate1.terminate();
        Await.until("the end of a gate", () -> !gate1.isAlive());
        readers.awaitMore(ENOUGH);
        writer.awaitMore(ENOUGH);

        first.close();
        readers.awaitMore(ENOUGH);
        writer.awaitMore(ENOUGH);
        assertThat(writer.end()).isEqualTo("each metric once\n");
        assertThat(readers.problems()).isEmpty();
      }
    }
  }

  @Test
  void noReadFailsWhenAGateDies() throws Exception {
    try (RecordingUpstream mlflow = new RecordingUpstream();
        Haproxy haproxy = haproxy(mlflow.uri().getPort(), mlflow.uri().getPort());
        Readers readers = new Readers(haproxy.port(), 4)) {
      readers.awaitMore(ENOUGH);
      gate1.kill();
      readers.awaitMore(ENOUGH);

      assertThat(readers.problems()).isEmpty();
    }
  }

  @Test
  void noReadFailsWhenAnMlflowAcceptsRequestsAndDies() throws Exception {
    try (RecordingUpstream well = new RecordingUpstream();
        RecordingUpstream dying = new RecordingUpstream();
        Haproxy haproxy = haproxy(well.uri().getPort(), dying.uri().getPort());
        Readers readers = new Readers(haproxy.port(), 4)) {
      readers.awaitMore(ENOUGH);
      dying.answerBy(connection -> {});
      readers.awaitMore(ENOUGH);

      assertThat(readers.problems()).isEmpty();
    }
  }

  private static EmbeddedPostgres postgres() throws IOException {
    try {
      return EmbeddedPostgres.builder()
          .setLocaleConfig("locale", "C.UTF-8")
          .setServerConfig("listen_addresses", "127.0.0.1")
          .start();
    } catch (IOException | IllegalStateException e) {
      RealMlflow.absent("PostgreSQL does not start on this machine: " + e.getMessage());
      throw e;
    }
  }

  private static int mlflow(String name, EmbeddedPostgres postgres, ChildProcesses children)
      throws Exception {
    Path folder = Container.WORK.resolve(name);
    Folders.delete(folder);
    Map<String, String> environment = new HashMap<>(RealMlflow.SMALL);
    environment.put(
        "MLFLOW_BACKEND_STORE_URI",
        "postgresql://postgres@127.0.0.1:%d/postgres".formatted(postgres.getPort()));
    environment.put(
        "MLFLOW_ARTIFACTS_DESTINATION",
        Files.createDirectories(Container.WORK.resolve("mlflow-artifacts")).toString());
    MlflowServer server = MlflowServer.start(RealMlflow.command(), folder, environment, children);
    server.awaitReady(System.out);
    return server.uri().getPort();
  }
}
