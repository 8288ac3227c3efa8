package dev.gatekeeper.contract;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.gatekeeper.launcher.MlflowCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Packages from PyPI beside a virtual environment, for {@code PYTHONPATH}: with the environment's
 * other packages, another MLflow takes seconds and 110 MB instead of a minute and 850.
 */
final class PythonPackages {

  private PythonPackages() {}

  /** A folder in the user's cache that holds these and nothing that they require. */
  static Path beside(MlflowCommand command, List<String> packages)
      throws IOException, InterruptedException {
    Path cache = command.python().resolveSibling("../..").normalize();
    Path folder = cache.resolve(String.join("+", packages));
    if (!Files.exists(folder)) {
      Path unfinished = Files.createTempDirectory(cache, "unfinished");
      install(command, packages, unfinished);
      Files.move(unfinished, folder, ATOMIC_MOVE);
    }
    return folder;
  }

  private static void install(MlflowCommand command, List<String> packages, Path folder)
      throws IOException, InterruptedException {
    List<String> pip =
        new ArrayList<>(
            List.of(command.python().toString(), "-m", "pip", "install", "--quiet", "--no-deps"));
    pip.addAll(List.of("--no-compile", "--disable-pip-version-check"));
    pip.addAll(List.of("--target", folder.toString()));
    pip.addAll(packages);
    if (new ProcessBuilder(pip).inheritIO().start().waitFor() != 0) {
      Folders.delete(folder);
      RealMlflow.absent("pip can't install " + String.join(", ", packages) + " from PyPI.");
    }
  }
}
