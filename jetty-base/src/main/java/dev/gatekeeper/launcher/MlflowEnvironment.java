package dev.gatekeeper.launcher;

import static dev.gatekeeper.launcher.SearchPath.WINDOWS;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Python virtual environment with one version of MLflow, in the user's cache: every clone and
 * every test shares it.
 */
record MlflowEnvironment(Path folder, String version) {

  /**
   * For MLFLOW_BACKEND_STORE_URI: SQLAlchemy 2.1 takes psycopg for postgresql://, older psycopg2.
   */
  private static final List<String> POSTGRESQL_DRIVERS =
      List.of("psycopg[binary]", "psycopg2-binary");

  static MlflowEnvironment pinned() throws IOException {
    String version = pinnedVersion();
    return new MlflowEnvironment(cacheFolder().resolve("mlflow-" + version), version);
  }

  /**
   * Makes the environment unless it is complete; of several launchers, one does and the rest wait.
   */
  MlflowCommand installed(Path python, PrintStream out, ChildProcesses children)
      throws LauncherException, IOException, InterruptedException {
    Path bin = folder.resolve(WINDOWS ? "Scripts" : "bin");
    String suffix = WINDOWS ? ".exe" : "";
    MlflowCommand command =
        new MlflowCommand(bin.resolve("mlflow" + suffix), bin.resolve("python" + suffix));
    Path lockFile = Files.createDirectories(folder.getParent()).resolve("lock");
    List<String> packages = packages();
    Path complete = folder.resolve("complete");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid()
          && !(Files.exists(complete) && Files.readAllLines(complete).equals(packages))) {
        out.println("Installing MLflow " + version + " into " + folder + ", once:");
        out.println("850 MB, about a minute …");
        install(packages, python, command.python(), children);
        Files.write(complete, packages);
      }
    }
    return command;
  }

  private List<String> packages() {
    List<String> packages = new ArrayList<>(List.of("mlflow==" + version));
    packages.addAll(POSTGRESQL_DRIVERS);
    return packages;
  }

  private void install(List<String> packages, Path python, Path inside, ChildProcesses children)
      throws LauncherException, IOException, InterruptedException {
    if (!succeeds(
        List.of(python.toString(), "-m", "venv", "--clear", folder.toString()), children)) {
      throw new LauncherException(
          "Python can't make a virtual environment; on Debian and Ubuntu, install python3-venv.");
    }
    List<String> pip =
        new ArrayList<>(
            List.of(inside.toString(), "-m", "pip", "install", "--disable-pip-version-check"));
    pip.addAll(packages);
    if (!succeeds(pip, children)) {
      throw new LauncherException(
          "pip could not install MLflow; the lines above say why. Or start an MLflow yourself and"
              + " name it with -Dgatekeeper.upstream=http://host:port.");
    }
  }

  private static boolean succeeds(List<String> command, ChildProcesses children)
      throws IOException, InterruptedException {
    return children.start(new ProcessBuilder(command).inheritIO()).waitFor() == 0;
  }

  private static Path cacheFolder() {
    return Stream.of("XDG_CACHE_HOME", "LOCALAPPDATA")
        .map(name -> System.getenv().getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .findFirst()
        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("mlflow-gatekeeper");
  }

  private static String pinnedVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = MlflowEnvironment.class.getResourceAsStream("launcher.properties")) {
      properties.load(in);
    }
    return properties.getProperty("mlflow.version");
  }
}
