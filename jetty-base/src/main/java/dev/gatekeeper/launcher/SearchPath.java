package dev.gatekeeper.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What this machine has in the folders of its PATH. */
final class SearchPath {

  static final boolean WINDOWS = File.separatorChar == '\\';

  private static final String IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 10))";

  private SearchPath() {}

  static Optional<Path> command(String name) {
    String path = System.getenv("PATH");
    if (path == null) {
      return Optional.empty();
    }
    String file = WINDOWS ? name + ".exe" : name;
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, file);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Python 3.10 or newer, which MLflow 3 needs. */
  static Optional<Path> python() throws IOException, InterruptedException {
    for (String name : List.of("python3", "python")) {
      Optional<Path> found = command(name);
      if (found.isPresent() && isNewEnough(found.get())) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean isNewEnough(Path python) throws IOException, InterruptedException {
    return new ProcessBuilder(python.toString(), "-c", IS_NEW_ENOUGH)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
