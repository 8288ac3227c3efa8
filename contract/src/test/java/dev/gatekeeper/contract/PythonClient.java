package dev.gatekeeper.contract;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Python with MLflow's own client, in a process of its own, with credentials in its environment.
 */
final class PythonClient {

  private final Map<String, String> environment;

  private PythonClient(URI gate, Map<String, String> credentials) {
    environment = new TreeMap<>(credentials);
    environment.put("MLFLOW_TRACKING_URI", gate.toString());
    environment.put("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false");
  }

  PythonClient(URI gate, String user, String password) {
    this(gate, Map.of("MLFLOW_TRACKING_USERNAME", user, "MLFLOW_TRACKING_PASSWORD", password));
  }

  static PythonClient withToken(URI gate, String token) {
    return new PythonClient(gate, Map.of("MLFLOW_TRACKING_TOKEN", token));
  }

  /** What a process printed, and how it ended. */
  record Outcome(int exitCode, String output) {}

  /** Runs a script of the test resources. */
  Outcome run(String script, String... args) throws IOException, InterruptedException {
    return run(commandFor(script, args), Container.WORK);
  }

  /** Runs a command in a folder. */
  Outcome run(List<String> command, Path folder) throws IOException, InterruptedException {
    Process process = builder(command, folder).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  /** Starts a script of the test resources, to talk with it. */
  Process start(String script) throws IOException, InterruptedException {
    return builder(commandFor(script), Container.WORK).start();
  }

  private static List<String> commandFor(String script, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(RealMlflow.command().python().toString());
    command.add(unpacked(script).toString());
    command.addAll(List.of(args));
    return command;
  }

  private ProcessBuilder builder(List<String> command, Path folder) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder;
  }

  /** A file of its own for a script of the test resources. */
  static Path unpacked(String script) throws IOException {
    Path file = Files.createDirectories(Container.WORK).resolve(script);
    try (InputStream in = PythonClient.class.getResourceAsStream(script)) {
      Files.copy(Objects.requireNonNull(in), file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
