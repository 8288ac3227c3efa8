package dev.gatekeeper.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** jetty-home, running on the base as production runs it, but on loopback alone. */
final class JettyServer {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final int UNAUTHORIZED = 401;
  private static final long LOOK_EVERY_MILLIS = 100;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final Process process;
  private final int port;

  private JettyServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Checks a port before anything is started for it.
   *
   * @throws LauncherException if the text is no port, or the port is taken
   */
  static int freePort(String text) throws LauncherException {
    int port;
    try {
      port = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new LauncherException("jetty.http.port is '" + text + "', but it must be a number.");
    }
    if (port < 1 || port > 65_535) {
      throw new LauncherException("jetty.http.port is " + port + ", but it must be 1 to 65535.");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    } catch (IOException e) {
      throw new LauncherException(
          "Port "
              + port
              + " is in use; choose another, such as -Djetty.http.port="
              + (port + 1)
              + ".");
    }
  }

  static JettyServer start(
      Path home, Path base, int port, Map<String, String> settings, ChildProcesses children)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(
        List.of(
            "-jar",
            home.resolve("start.jar").toString(),
            "jetty.http.host=" + InetAddress.getLoopbackAddress().getHostAddress(),
            "jetty.http.port=" + port));
    ProcessBuilder builder = new ProcessBuilder(command).directory(base.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new JettyServer(children.start(builder), port);
  }

  /** Waits until the gate asks for a password. */
  void awaitReady() throws LauncherException, InterruptedException {
    OptionalInt status = OptionalInt.empty();
    while (status.isEmpty() && process.isAlive()) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      status = statusOfTheFirstPage();
    }
    if (!process.isAlive() || status.orElse(0) != UNAUTHORIZED) {
      throw new LauncherException("The gate did not open; the lines above say why.");
    }
  }

  /** Empty while nothing answers: Jetty is silent until the WAR is deployed. */
  private OptionalInt statusOfTheFirstPage() throws InterruptedException {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port))
            .timeout(ANSWER_TIMEOUT)
            .build();
    try {
      return OptionalInt.of(
          HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }
}
