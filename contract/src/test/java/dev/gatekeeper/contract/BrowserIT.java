package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** MLflow's own pages in a real Chromium, behind the gate. */
class BrowserIT {

  @Test
  void uiShowsARunAfterTheLoginAndNoRequestFails() throws Exception {
    Path passwords = Files.createDirectories(Container.WORK).resolve("browser-htpasswd");
    // htpasswd -nbB -C 4 bob builder
    Files.writeString(
        passwords, "bob:$2y$04$LxsyTs0BFeziBWfD5gNlcOJQI8oDvmXlKRd6mEOAL2lkSNjO7uPbi\n");
    try (Chromium chromium = Chromium.start();
        Container gate =
            Jetty.start(
                List.of(new Deployment("", Map.of())),
                Map.of(
                    "gatekeeper.upstream", RealMlflow.server().uri().toString(),
                    "gatekeeper.htpasswd-file", passwords.toString()))) {
      String run = logARun(gate);
      look(gate, run, chromium);
    }
  }

  private static String logARun(Container gate) throws Exception {
    String name = "browser-" + System.nanoTime();
    PythonClient.Outcome outcome =
        new PythonClient(gate.uri(""), "bob", "builder")
            .run(
                List.of(
                    RealMlflow.command().python().toString(),
                    "-c",
                    "import mlflow\nwith mlflow.start_run(run_name='"
                        + name
                        + "'):"
                        + " mlflow.log_metric('m', 1)"),
                Container.WORK);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return name;
  }

  private static void look(Container gate, String run, Chromium chromium) throws IOException {
    chromium.driver().executeCdpCommand("Network.enable", Map.of());
    chromium
        .driver()
        .executeCdpCommand(
            "Network.setExtraHTTPHeaders",
            Map.of("headers", Map.of("Authorization", basic("bob", "builder").substring(15))));
    chromium.driver().get(gate.uri("") + "/#/experiments/0/runs");
    chromium.awaitText(run);
    chromium.photograph("ui");
    assertThat(chromium.failedRequests()).isEmpty();
  }
}
