package dev.gatekeeper.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An installed MLflow.
 *
 * @param mlflow its command
 * @param python an interpreter; it has MLflow as a package if the installation is our own
 */
public record MlflowCommand(Path mlflow, Path python) {

  /** Finds the MLflow on the PATH, else installs the pinned one; empty if there is no Python. */
  static Optional<MlflowCommand> find(PrintStream out, ChildProcesses children)
      throws LauncherException, IOException, InterruptedException {
    Optional<Path> python = SearchPath.python();
    Optional<Path> onPath = SearchPath.command("mlflow");
    return python.isPresent() && onPath.isPresent()
        ? Optional.of(new MlflowCommand(onPath.get(), python.get()))
        : pinned(out, children);
  }

  /**
   * The MLflow of the pinned version, in a virtual environment of this user's that is made if
   * absent.
   *
   * @param out where the progress is shown
   * @param children ends an installation that is not done when the launcher ends
   * @return the command, or empty if there is no Python that could run it
   * @throws LauncherException if it can't be installed
   * @throws IOException if the environment's folder can't be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<MlflowCommand> pinned(PrintStream out, ChildProcesses children)
      throws LauncherException, IOException, InterruptedException {
    Optional<Path> python = SearchPath.python();
    return python.isPresent()
        ? Optional.of(MlflowEnvironment.pinned().installed(python.get(), out, children))
        : Optional.empty();
  }
}
