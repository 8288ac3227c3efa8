package dev.gatekeeper.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a server answer a few requests of its own once it has started, and ends the process.
 *
 * <p>A JVM that runs with {@code -XX:AOTCacheOutput} (JEP 514) leaves in a cache what this needed,
 * and later starts take it from there.
 *
 * <p>Add it to the server's listeners. This class is thread-safe.
 */
public final class TrainingRun implements LifeCycle.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private static final int SOCKET_TIMEOUT_MILLIS = 30_000;

  /** What a first client and a probe ask; nothing of it reaches MLflow but the probe. */
  private static final List<String> REQUESTS =
      List.of(
          "GET / HTTP/1.1",
          "GET /-/ready HTTP/1.1",
          // user:password
          "GET /api/2.0/mlflow/experiments/search HTTP/1.1\r\n"
              + "Authorization: Basic dXNlcjpwYXNzd29yZA==");

  /** For Jetty's XML. */
  public TrainingRun() {}

  @Override
  public void lifeCycleStarted(LifeCycle server) {
    // the end needs the lock that this thread holds until the server's start is over
    new Thread(() -> answerAndEnd((Server) server), "training-run").start();
  }

  private static void answerAndEnd(Server server) {
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof NetworkConnector network
          && connector.getDefaultConnectionFactory() instanceof HttpConnectionFactory) {
        REQUESTS.forEach(request -> answer(network, request));
      }
    }
    System.exit(0);
  }

  private static void answer(NetworkConnector connector, String request) {
    try (Socket socket =
        new Socket(InetAddress.getByName(connector.getHost()), connector.getLocalPort())) {
      socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
      String head = request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      LOG.info("{}: {}", request.lines().findFirst().orElseThrow(), reader.readLine());
    } catch (IOException e) {
      LOG.warn("Without an answer", e);
    }
  }
}
