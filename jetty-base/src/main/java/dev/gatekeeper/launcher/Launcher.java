package dev.gatekeeper.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Starts a guarded MLflow and stays until Ctrl-C.
 *
 * <p>The arguments are the Jetty base and jetty-home. System properties that begin with {@code
 * gatekeeper.} go on to the WAR; {@code jetty.http.port} is the port on loopback, 8080 unless set.
 */
public final class Launcher {

  private static final PrintStream OUT = System.out;

  private final Path base;
  private final Path jettyHome;
  private final Map<String, String> settings = new TreeMap<>();

  private Launcher(Path base, Path jettyHome) {
    this.base = base;
    this.jettyHome = jettyHome;
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("gatekeeper.")) {
        settings.put(name, System.getProperty(name));
      }
    }
  }

  /**
   * Runs until the gate ends or the process is told to.
   *
   * @param args the folder of the Jetty base, and that of jetty-home
   * @throws IOException if a file of the base can't be written, or a process not be started
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    try {
      new Launcher(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath()).run();
    } catch (LauncherException e) {
      OUT.println();
      OUT.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws LauncherException, IOException, InterruptedException {
    Path var = Files.createDirectories(base.resolve("var"));
    int port = JettyServer.freePort(System.getProperty("jetty.http.port", "8080"));
    try (ChildProcesses children = new ChildProcesses()) {
      Optional<MlflowCommand> mlflow = guardAnMlflow(var, children);
      Optional<String> password = admitAFirstUser(var);
      if (!isSet("audit-file")) {
        settings.put("gatekeeper.audit-file", var.resolve("audit.json").toString());
      }
      if (!isSet("stop-notice")) {
        // nothing stands in front that could want to know
        settings.put("gatekeeper.stop-notice", "0s");
      }
      JettyServer jetty = JettyServer.start(jettyHome, base, port, settings, children);
      jetty.awaitReady();
      Banner.print(OUT, port, password, mlflow);
      jetty.awaitEnd();
    }
  }

  /** Finds an MLflow to guard, or starts one. */
  private Optional<MlflowCommand> guardAnMlflow(Path var, ChildProcesses children)
      throws LauncherException, IOException, InterruptedException {
    if (isSet("upstream")) {
      return Optional.empty();
    }
    URI usual = URI.create("http://localhost:5000");
    Optional<String> running = MlflowServer.versionAt(usual);
    if (running.isPresent()) {
      OUT.println("Using the MLflow " + running.get() + " that runs at " + usual + ".");
      settings.put("gatekeeper.upstream", usual.toString());
      return Optional.empty();
    }
    Optional<MlflowCommand> command = MlflowCommand.find(OUT, children);
    if (command.isEmpty()) {
      String advice =
          "There is no MLflow at "
              + usual
              + " and no Python 3.10 or newer to run one with: install Python, or start MLflow"
              + " there, or name another with -Dgatekeeper.upstream=http://host:port.";
      OUT.println(advice);
      settings.putIfAbsent("gatekeeper.upstream-down-message", advice);
      return Optional.empty();
    }
    MlflowServer server = MlflowServer.start(command.get(), var.resolve("mlflow"), children);
    OUT.println("Starting MLflow; its log is " + server.log() + " …");
    server.awaitReady(OUT);
    settings.put("gatekeeper.upstream", server.uri().toString());
    return command;
  }

  /** Makes password and group file, unless the user has named some or they are there. */
  private Optional<String> admitAFirstUser(Path var) throws IOException {
    if (isSet("htpasswd-file")) {
      return Optional.empty();
    }
    FirstUser.Files files = new FirstUser.Files(var.resolve("htpasswd"), var.resolve("htgroup"));
    settings.put("gatekeeper.htpasswd-file", files.htpasswd().toString());
    if (!isSet("htgroup-file")) {
      settings.put("gatekeeper.htgroup-file", files.htgroup().toString());
    }
    return FirstUser.createIfAbsent(files);
  }

  private boolean isSet(String name) {
    String variable = "GATEKEEPER_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    String found =
        settings.getOrDefault("gatekeeper." + name, System.getenv().getOrDefault(variable, ""));
    return !found.isEmpty();
  }
}
