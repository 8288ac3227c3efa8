package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.PythonClient.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code mlflow run} of a project, with its credentials in the environment. */
class MlprojectIT {

  @Test
  void projectLogsItsRunThroughTheGate() throws Exception {
    Path project = Files.createDirectories(Container.WORK.resolve("project"));
    Files.writeString(
        project.resolve("MLproject"),
        """
        name: contract
        entry_points:
          main:
            parameters:
              alpha: {type: float, default: 0.5}
            command: "%s train.py {alpha}"
        """
            .formatted(RealMlflow.command().python()));
    Files.writeString(
        project.resolve("train.py"),
        """
        import sys, mlflow
        with mlflow.start_run():
            mlflow.log_metric("alpha", float(sys.argv[1]))
            print("alpha is", mlflow.get_run(mlflow.active_run().info.run_id).data.metrics["alpha"])
        """);
    Path mlflow = RealMlflow.command().mlflow();
    Path passwords = Container.WORK.resolve("project-htpasswd");
    // htpasswd -nbB -C 4 bob builder
    Files.writeString(
        passwords, "bob:$2y$04$LxsyTs0BFeziBWfD5gNlcOJQI8oDvmXlKRd6mEOAL2lkSNjO7uPbi\n");
    try (Container gate =
        Jetty.start(
            List.of(new Deployment("", Map.of())),
            Map.of(
                "gatekeeper.upstream", RealMlflow.server().uri().toString(),
                "gatekeeper.htpasswd-file", passwords.toString()))) {
      Outcome outcome =
          new PythonClient(gate.uri(""), "bob", "builder")
              .run(
                  List.of(
                      mlflow.toString(),
                      "run",
                      project.toString(),
                      "--env-manager",
                      "local",
                      "-P",
                      "alpha=0.25"),
                  project);
      assertThat(outcome.output()).contains("alpha is 0.25", "succeeded");
      assertThat(outcome.exitCode()).isZero();
    }
  }
}
