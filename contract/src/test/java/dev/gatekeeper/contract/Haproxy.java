package dev.gatekeeper.contract;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real HAProxy with the file of examples/haproxy, whose addresses are moved to loopback. */
final class Haproxy implements AutoCloseable {

  private static final Path EXAMPLE = Path.of(System.getProperty("contract.haproxy"));

  private final int port;
  private final Path log;
  private final Process process;

  private Haproxy(int port, Path log, Process process) {
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param inner where it balances the MLflows
   * @param servers the ports of {@code gate1}, {@code gate2}, {@code mlflow1} and {@code mlflow2}
   */
  static Haproxy start(int inner, Map<String, Integer> servers) throws IOException {
    int port = Container.freePort();
    Path folder = Files.createDirectories(Container.WORK.resolve("haproxy"));
    String text =
        Files.readString(EXAMPLE)
            .replace("bind 10.0.0.10:80\n", "bind 127.0.0.1:" + port + "\n")
            .replace("bind 10.0.0.10:5000\n", "bind 127.0.0.1:" + inner + "\n");
    for (Map.Entry<String, Integer> server : servers.entrySet()) {
      text =
          text.replaceAll(
              "server " + server.getKey() + " [0-9.:]+",
              "server " + server.getKey() + " 127.0.0.1:" + server.getValue());
    }
    Path config = Files.writeString(folder.resolve("haproxy.cfg"), text);
    Path log = folder.resolve("haproxy.log");
    try {
      Process process =
          new ProcessBuilder("haproxy", "-db", "-f", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Haproxy(port, log, process);
    } catch (IOException e) {
      RealMlflow.absent("There is no haproxy on the PATH.");
      throw e;
    }
  }

  int port() {
    return port;
  }

  URI uri() {
    return URI.create("http://localhost:" + port);
  }

  /** What it says of servers that come and go. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    Processes.stop(process);
  }
}
