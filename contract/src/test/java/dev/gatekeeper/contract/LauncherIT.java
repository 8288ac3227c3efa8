package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatekeeper.contract.PythonClient.Outcome;
import dev.gatekeeper.launcher.MlflowServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one command. */
class LauncherIT {

  private static final int SUPERVISED_MLFLOW_AND_JETTY = 2;
  private static final int ONLY_JETTY = 1;

  @BeforeEach
  void nothingElseIsGuarded() throws InterruptedException {
    assumeTrue(
        MlflowServer.versionAt(URI.create("http://localhost:5000")).isEmpty(),
        "An MLflow runs at localhost:5000, which the launcher would use instead of its own.");
  }

  @Test
  void guardsItsOwnMlflowWithAFirstUserAndLeavesNoProcessBehind() throws Exception {
    RealMlflow.command();
    Path base = LauncherProcess.freshBase("launcher");
    String password;
    try (LauncherProcess launcher = LauncherProcess.start(base, List.of(), Map.of())) {
      launcher.awaitReady();
      password = launcher.password();
      Path htpasswd = base.resolve("var/htpasswd");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(htpasswd)))
          .isEqualTo("rw-r-----");
      assertThat(Files.readString(htpasswd)).startsWith("admin:$2y$10$").doesNotContain(password);
      assertThat(base.resolve("var/htgroup")).hasContent("admin: admin");

      Outcome outcome =
          new PythonClient(URI.create("http://unused"), "", "")
              .run(
                  List.of(RealMlflow.command().python().toString(), "-c", launcher.snippet()),
                  base);
      assertThat(outcome.output()).contains("View run");
      assertThat(outcome.exitCode()).isZero();
      assertThat(RawHttp.statusOf(launcher.port(), "GET / HTTP/1.1")).isEqualTo(401);
      assertThat(base.resolve("var/audit.json"))
          .content()
          .contains("\"user\":\"admin\"", "\"operation\":\"runs/log-metric\"");

      List<ProcessHandle> family = launcher.process().descendants().toList();
      assertThat(family).hasSizeGreaterThan(SUPERVISED_MLFLOW_AND_JETTY);
      launcher.process().destroy();
      launcher.awaitExit();
      Await.until("all processes to end", () -> family.stream().noneMatch(ProcessHandle::isAlive));
    }
    try (LauncherProcess again = LauncherProcess.start(base, List.of(), Map.of())) {
      again.awaitReady();
      assertThat(again.output()).doesNotContain("shown only now");
      assertThat(
              RawHttp.send(
                      again.port(),
                      "GET /api/2.0/mlflow/experiments/search?max_results=1 HTTP/1.1",
                      basic("admin", password))
                  .status())
          .isEqualTo(200);

      List<ProcessHandle> family = again.process().descendants().toList();
      again.process().destroyForcibly();
      Await.until(
          "MLflow to end even with a killed launcher",
          () -> family.stream().filter(ProcessHandle::isAlive).count() <= ONLY_JETTY);
      family.forEach(ProcessHandle::destroy);
    }
  }

  @Test
  void withoutPythonStartsAllTheSameAndSaysWhatIsMissing() throws Exception {
    Path base = LauncherProcess.freshBase("launcher-bare");
    String advice = "There is no MLflow at http://localhost:5000 and no Python 3.10 or newer";
    try (LauncherProcess launcher =
        LauncherProcess.start(base, List.of(), Map.of("PATH", "/nonexistent"))) {
      launcher.awaitReady();
      assertThat(launcher.output()).contains(advice);
      RawHttp.Answer answer =
          RawHttp.send(
              launcher.port(), "GET /version HTTP/1.1", basic("admin", launcher.password()));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("TEMPORARILY_UNAVAILABLE", advice);
    }
  }

  @Test
  void guardsTheUpstreamItIsToldAndTheUsersItIsTold() throws Exception {
    Path base = LauncherProcess.freshBase("launcher-told");
    Path htpasswd = base.resolve("users");
    // htpasswd -nbB -C 4 bob builder
    Files.writeString(
        htpasswd, "bob:$2y$04$LxsyTs0BFeziBWfD5gNlcOJQI8oDvmXlKRd6mEOAL2lkSNjO7uPbi\n");
    try (RecordingUpstream upstream = new RecordingUpstream();
        LauncherProcess launcher =
            LauncherProcess.start(
                base,
                List.of(
                    "-Dgatekeeper.upstream=" + upstream.uri(),
                    "-Dgatekeeper.htpasswd-file=" + htpasswd),
                Map.of())) {
      launcher.awaitReady();
      assertThat(RawHttp.send(launcher.port(), "GET /x HTTP/1.1", basic("bob", "builder")).status())
          .isEqualTo(200);
      assertThat(upstream.takeRequest().requestLine()).isEqualTo("GET /x HTTP/1.1");
      assertThat(base.resolve("var/htpasswd")).doesNotExist();
    }
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    Path base = LauncherProcess.freshBase("launcher-port");
    try (LauncherProcess first =
            LauncherProcess.start(
                base, List.of("-Dgatekeeper.upstream=http://localhost:1"), Map.of());
        LauncherProcess second =
            LauncherProcess.start(
                base, List.of("-Djetty.http.port=" + first.awaitReady().port()), Map.of())) {
      assertThat(second.awaitExit()).isEqualTo(1);
      assertThat(second.output())
          .contains("Port " + first.port() + " is in use; choose another")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aSettingThatDoesNotExistStopsTheStartWithItsName() throws Exception {
    Path base = LauncherProcess.freshBase("launcher-setting");
    try (LauncherProcess launcher =
        LauncherProcess.start(
            base,
            List.of("-Dgatekeeper.upstream=http://localhost:1", "-Dgatekeeper.htpaswd-file=/x"),
            Map.of())) {
      assertThat(launcher.awaitExit()).isEqualTo(1);
      assertThat(launcher.output())
          .contains("There is no setting gatekeeper.htpaswd-file")
          .contains("The gate did not open; the lines above say why.");
    }
  }
}
