package dev.gatekeeper.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An MLflow tracking server in processes of our own, on a free port of loopback. */
public final class MlflowServer {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+\\S*");

  /** A line that names a Python exception, as at the end of a traceback. */
  private static final Pattern FAILURE =
      Pattern.compile("(?m)^\\(?(?:\\w+\\.)*\\w*(?:Error|Exception|Failure)\\b.*$");

  private static final long LOOK_EVERY_MILLIS = 200;
  private static final int LOG_LINES_SHOWN = 15;

  private final Process process;
  private final URI uri;
  private final Path log;

  private MlflowServer(Process process, URI uri, Path log) {
    this.process = process;
    this.uri = uri;
    this.log = log;
  }

  /**
   * Starts a server; {@link #awaitReady} tells when it answers.
   *
   * @param command which MLflow
   * @param folder for its data and its log; made if absent. MLflow's own environment variables,
   *     such as {@code MLFLOW_BACKEND_STORE_URI}, name other places for the data
   * @param children ends it
   * @return the server
   * @throws IOException if it can't be started
   */
  public static MlflowServer start(MlflowCommand command, Path folder, ChildProcesses children)
      throws IOException {
    return start(command, folder, Map.of(), children);
  }

  /**
   * Starts a server with an environment of its own.
   *
   * @param command which MLflow
   * @param folder for its data and its log; made if absent
   * @param environment variables for it, beside those of this process
   * @param children ends it
   * @return the server
   * @throws IOException if it can't be started
   */
  public static MlflowServer start(
      MlflowCommand command, Path folder, Map<String, String> environment, ChildProcesses children)
      throws IOException {
    Files.createDirectories(folder);
    Path supervisor = folder.resolve("supervisor.py");
    try (InputStream script = MlflowServer.class.getResourceAsStream("supervisor.py")) {
      Files.copy(Objects.requireNonNull(script), supervisor, StandardCopyOption.REPLACE_EXISTING);
    }
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    int port = freePort();
    Path log = folder.resolve("mlflow.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                command.python().toString(),
                supervisor.toString(),
                command.mlflow().toString(),
                "server",
                "--host",
                host,
                "--port",
                Integer.toString(port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> env = builder.environment();
    env.putIfAbsent("MLFLOW_BACKEND_STORE_URI", "sqlite:///" + folder.resolve("mlflow.db"));
    env.putIfAbsent("MLFLOW_ARTIFACTS_DESTINATION", folder.resolve("artifacts").toString());
    env.putAll(environment);
    return new MlflowServer(
        children.start(builder), URI.create("http://" + host + ":" + port), log);
  }

  /**
   * Where the server answers.
   *
   * @return such as {@code http://127.0.0.1:40123}
   */
  public URI uri() {
    return uri;
  }

  /**
   * What the server prints.
   *
   * @return the file
   */
  public Path log() {
    return log;
  }

  /**
   * Waits until the server answers.
   *
   * @param out gets what MLflow complains of meanwhile: it tries for two minutes to reach a
   *     database that refuses it
   * @throws LauncherException if it ends before, or takes more than three minutes; the message has
   *     what MLflow said
   * @throws IOException if its log can't be read
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitReady(PrintStream out)
      throws LauncherException, IOException, InterruptedException {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    String complaint = "";
    while (versionAt(uri).isEmpty()) {
      if (!process.isAlive()) {
        throw new LauncherException("MLflow did not start. " + lastWords());
      }
      if (System.nanoTime() > end) {
        throw new LauncherException(
            "MLflow does not answer after " + START_TIMEOUT.toSeconds() + " s. " + lastWords());
      }
      String latest = lastFailure(readLog());
      if (!latest.equals(complaint)) {
        complaint = latest;
        out.println("MLflow says: " + complaint);
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private String lastWords() throws IOException {
    String text = readLog();
    String failure = lastFailure(text);
    if (!failure.isEmpty()) {
      return "It said: " + failure + "\nIts whole log is " + log + ".";
    }
    List<String> lines = text.lines().toList();
    List<String> end = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    return "The end of its log, " + log + ":\n" + String.join("\n", end);
  }

  private String readLog() throws IOException {
    return new String(Files.readAllBytes(log), UTF_8);
  }

  static String lastFailure(String log) {
    String failure = "";
    for (Matcher matcher = FAILURE.matcher(log); matcher.find(); ) {
      failure = matcher.group();
    }
    return failure;
  }

  /**
   * Asks a server for its MLflow version: other servers, such as macOS's on port 5000, have none.
   *
   * @param uri its address
   * @return the version, or empty if no MLflow answers there
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<String> versionAt(URI uri) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/version")).timeout(Duration.ofSeconds(5)).build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      String body = answer.body().strip();
      return answer.statusCode() == 200 && VERSION.matcher(body).matches()
          ? Optional.of(body)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
