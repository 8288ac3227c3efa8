package dev.gatekeeper.contract;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.gatekeeper.launcher.ChildProcesses;
import dev.gatekeeper.launcher.LauncherException;
import dev.gatekeeper.launcher.MlflowCommand;
import dev.gatekeeper.launcher.MlflowServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The MLflow that all tests share: one server, started by the first that needs it. */
final class RealMlflow {

  /** A laptop's MLflow has four workers and job runners; the tests need none of them. */
  static final Map<String, String> SMALL =
      Map.of("MLFLOW_WORKERS", "1", "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");

  private static final Object LOCK = new Object();
  private static @org.jspecify.annotations.Nullable MlflowServer shared;

  private RealMlflow() {}

  /** Skips the test, or fails it on CI, where there is no Python or MLflow can't be fetched. */
  static MlflowCommand command() throws IOException, InterruptedException {
    try {
      Optional<MlflowCommand> command = MlflowCommand.pinned(System.out, new ChildProcesses());
      if (command.isPresent()) {
        return command.get();
      }
      absent("There is no Python 3.10 or newer on the PATH to run a real MLflow with.");
    } catch (LauncherException e) {
      absent("MLflow can't be installed from PyPI: " + e.getMessage());
    }
    throw new AssertionError("not reached");
  }

  /** Skips a test for want of something, but fails it on CI, which must have everything. */
  static void absent(String sentence) {
    if ("true".equals(System.getenv("CI"))) {
      fail(sentence);
    }
    abort(sentence);
  }

  static MlflowServer server() throws IOException, InterruptedException {
    synchronized (LOCK) {
      if (shared == null) {
        MlflowCommand command = command();
        Path folder = Container.WORK.resolve("mlflow");
        Folders.delete(folder);
        // ends with the JVM
        MlflowServer server = MlflowServer.start(command, folder, SMALL, new ChildProcesses());
        try {
          server.awaitReady(System.out);
        } catch (LauncherException e) {
          fail(e.getMessage());
        }
        shared = server;
      }
      return shared;
    }
  }
}
