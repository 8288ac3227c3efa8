package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.PythonClient.Outcome;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** A real MLflow with its own clients. */
interface ClientsContract {

  int OVER_NGINX_LIMIT = 3 * 1024 * 1024;

  /** More than is read of an upload that nobody wants. */
  int LARGE_UPLOAD = 300 * 1024 * 1024;

  Gate gate();

  @ParameterizedTest
  @ValueSource(strings = {"", "/mlflow"})
  default void pythonClientLogsAndGetsBackTheSame(String contextPath) throws Exception {
    RealMlflow.server();
    Outcome outcome =
        new PythonClient(gate().container().uri(contextPath), "alice", "wonder:land")
            .run("client_session.py", Integer.toString(OVER_NGINX_LIMIT));
    assertThat(outcome.output()).contains("all came back equal");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  default void pythonClientShowsOurMessageForAWrongPassword() throws Exception {
    RealMlflow.server();
    Outcome outcome =
        new PythonClient(gate().container().uri(""), "alice", "wrong").run("one_call.py");
    assertThat(outcome.output())
        .contains("RestException UNAUTHENTICATED: You are not authenticated.")
        .contains("The user name or the password is wrong.");
  }

  @Test
  default void pythonClientDoesNotRepeatAPostWhoseAnswerIsLost() throws Exception {
    RealMlflow.server();
    gate().upstream().answerBy(Socket::close);
    Outcome outcome =
        new PythonClient(gate().container().uri("/echo"), "alice", "wonder:land")
            .run("one_post.py");

    assertThat(outcome.output())
        .contains(
            "RestException INTERNAL_ERROR: The server behind the gate broke off. The request may"
                + " have been executed: look before you send it again.");
    assertThat(gate().upstream().takeRequest().requestLine()).startsWith("POST ");
    assertThat(gate().upstream().gotNothing()).as("it was not sent again").isTrue();
  }

  @Test
  default void pythonClientDoesNotRepeatAPostWhoseAnswerBreaksOff() throws Exception {
    RealMlflow.server();
    gate()
        .upstream()
        .answerWith("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "{".repeat(500_000));
    Outcome outcome =
        new PythonClient(gate().container().uri("/echo"), "alice", "wonder:land")
            .run("one_post.py");

    assertThat(outcome.output()).contains("MlflowException").containsIgnoringCase("broken");
    assertThat(gate().upstream().takeRequest().requestLine()).startsWith("POST ");
    assertThat(gate().upstream().gotNothing()).as("it was not sent again").isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/echo, wrong,       UNAUTHENTICATED",
    "/down, wonder:land, too many 503 error responses",
    "/full, wonder:land, The disk is full."
  })
  default void pythonClientSeesWhyALargeUploadIsRefusedWhileItStillSends(
      String contextPath, String password, String reason) throws Exception {
    RealMlflow.server();
    gate()
        .upstream()
        .answerEarlyWith("HTTP/1.1 403 Forbidden\r\nContent-Length: 17\r\n\r\nThe disk is full.");
    Outcome outcome =
        new PythonClient(
                gate().container().uri(contextPath.replace("/full", "/echo")), "alice", password)
            .run("one_upload.py", Integer.toString(LARGE_UPLOAD));

    assertThat(outcome.output()).contains(reason).doesNotContain("Broken pipe", "reset", "aborted");
  }

  @Test
  default void javaClientCreatesLogsSearchesDeletesAndRestores() throws Exception {
    RealMlflow.server();
    try (MlflowClient client =
        new MlflowClient(
            new BasicMlflowHostCreds(
                gate().container().uri("").toString(), "alice", "wonder:land"))) {
      String experiment = client.createExperiment("java-" + System.nanoTime());
      Service.RunInfo run = client.createRun(experiment);
      client.logBatch(
          run.getRunId(),
          List.of(
              Service.Metric.newBuilder()
                  .setKey("m")
                  .setValue(0.5)
                  .setTimestamp(1)
                  .setStep(1)
                  .build()),
          List.of(Service.Param.newBuilder().setKey("p").setValue("größe").build()),
          List.of());
      RunsPage found =
          client.searchRuns(
              List.of(experiment), "metrics.m = 0.5", Service.ViewType.ACTIVE_ONLY, 10);
      assertThat(found.getItems())
          .extracting(item -> item.getInfo().getRunId())
          .containsExactly(run.getRunId());
      assertThat(client.getRun(run.getRunId()).getData().getParams(0).getValue())
          .isEqualTo("größe");
      client.deleteRun(run.getRunId());
      assertThat(client.getRun(run.getRunId()).getInfo().getLifecycleStage()).isEqualTo("deleted");
      client.restoreRun(run.getRunId());
      assertThat(client.getRun(run.getRunId()).getInfo().getLifecycleStage()).isEqualTo("active");
    }
  }

  @Test
  default void publicHostAndPublicOriginPassWhereMlflowAloneRefusesThem() throws Exception {
    int mlflow = RealMlflow.server().uri().getPort();
    String body = "{\"name\": \"public-" + System.nanoTime() + "\"}";
    String request =
        "POST /api/2.0/mlflow/experiments/create HTTP/1.1\r\nHost: mlflow.example.org\r\n"
            + "Origin: https://mlflow.example.org\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\n"
            + ALICE
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    assertThat(RawHttp.sendRaw(mlflow, request).status()).isEqualTo(403);
    assertThat(RawHttp.sendRaw(gate().container().port(), request).status()).isEqualTo(200);
  }
}
