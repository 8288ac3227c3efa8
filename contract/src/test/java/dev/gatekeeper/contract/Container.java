package dev.gatekeeper.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real servlet container in a process of its own, on a port of loopback. */
final class Container implements AutoCloseable {

  static final Path WAR = Path.of(System.getProperty("contract.war"));
  static final Path WORK = Path.of(System.getProperty("contract.work"));

  private final String name;
  private final int port;
  private final Path log;
  private final Process process;

  private Container(String name, int port, Path log, Process process) {
    this.name = name;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /** Starts a prepared container and waits until every deployment has succeeded or failed. */
  static Container start(
      String name, int port, ProcessBuilder command, List<Deployment> deployments)
      throws IOException {
    Path log = command.directory().toPath().resolve("container.log");
    command.redirectErrorStream(true).redirectOutput(log.toFile());
    Container container = new Container(name, port, log, command.start());
    try {
      deployments.forEach(container::awaitSettled);
    } catch (AssertionError e) {
      container.close();
      throw e;
    }
    return container;
  }

  private void awaitSettled(Deployment deployment) {
    Await.until("the deployment at " + uri(deployment.contextPath()), () -> hasSettled(deployment));
  }

  private boolean hasSettled(Deployment deployment) throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("the container ended:\n" + log());
    }
    String path = deployment.contextPath();
    return RawHttp.statusOf(port, "GET " + path + "/-/healthy HTTP/1.1") == 200
        || log().contains("is not deployed at context path '" + path + "'");
  }

  /** What tables of what each container does call it. */
  String name() {
    return name;
  }

  /** The container's process. */
  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  /** The address of a deployment, without a slash at the end. */
  URI uri(String contextPath) {
    return URI.create("http://localhost:" + port + contextPath);
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Asks it to end, as systemd and Kubernetes do, and does not wait for that. */
  void terminate() {
    process.destroy();
  }

  /** Ends it as a power cut does. */
  void kill() {
    process.destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    Processes.stop(process);
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static List<String> asSystemProperties(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(entry -> "-D" + entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
