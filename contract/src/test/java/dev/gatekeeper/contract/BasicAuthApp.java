package dev.gatekeeper.contract;

import dev.gatekeeper.launcher.MlflowCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * MLflow with its own users: {@code mlflow server --app-name basic-auth}, and one administrator.
 */
final class BasicAuthApp implements AutoCloseable {

  /** What it needs beside MLflow. */
  static final List<String> PACKAGES = List.of("Flask-WTF==1.3.0", "WTForms==3.3.2");

  private final Process process;
  private final int port;

  private BasicAuthApp(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Skips the test, or fails it on CI, where it can't be installed. */
  static BasicAuthApp start(String admin, String password)
      throws IOException, InterruptedException {
    MlflowCommand command = RealMlflow.command();
    Path packages = PythonPackages.beside(command, PACKAGES);
    Path folder = Container.WORK.resolve("basic-auth-app");
    Folders.delete(folder);
    Files.createDirectories(folder);
    Path config = folder.resolve("basic_auth.ini");
    Files.writeString(
        config,
        """
        [mlflow]
        default_permission = READ
        database_uri = sqlite:///%s
        admin_username = %s
        admin_password = %s
        authorization_function = mlflow.server.auth:authenticate_request_basic_auth
        """
            .formatted(folder.resolve("auth.db"), admin, password));
    int port = Container.freePort();
    Path log = folder.resolve("mlflow.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                command.mlflow().toString(),
                "server",
                "--app-name",
                "basic-auth",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("mlflow.db"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.putAll(RealMlflow.SMALL);
    environment.put("MLFLOW_AUTH_CONFIG_PATH", config.toString());
    environment.put("MLFLOW_FLASK_SERVER_SECRET_KEY", "of the test");
    environment.put("PYTHONPATH", packages.toString());
    BasicAuthApp app = new BasicAuthApp(builder.start(), port);
    try {
      Await.until(
          "MLflow with its basic-auth app: see " + log,
          () -> {
            if (!app.process.isAlive()) {
              throw new AssertionError("it ended:\n" + Files.readString(log));
            }
            return RawHttp.statusOf(port, "GET /health HTTP/1.1") == 200;
          });
    } catch (AssertionError e) {
      app.close();
      throw e;
    }
    return app;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    List<ProcessHandle> workers = process.descendants().toList();
    Processes.stop(process);
    workers.forEach(ProcessHandle::destroyForcibly);
  }
}
