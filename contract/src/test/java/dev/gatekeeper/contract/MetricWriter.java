package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;

/** MLflow's Python client, which logs a metric again and again until it is told to stop. */
final class MetricWriter implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  MetricWriter(URI gate) throws IOException, InterruptedException {
    process = new PythonClient(gate, "alice", "wonder:land").start("metrics_until_told.py");
    output = process.inputReader(UTF_8);
  }

  /** Waits until so many more metrics were logged: it prints a line for each. */
  void awaitMore(int number) throws IOException {
    for (int i = 0; i < number; i++) {
      String line = output.readLine();
      if (line == null || !line.equals("logged")) {
        throw new AssertionError("the writer says: " + line + "\n" + rest());
      }
    }
  }

  /** Tells it to stop, and lets it look at what MLflow has. */
  String end() throws IOException {
    process.getOutputStream().close();
    return rest().replace("logged\n", "");
  }

  private String rest() throws IOException {
    StringBuilder rest = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      rest.append(line).append('\n');
    }
    return rest.toString();
  }

  @Override
  public void close() {
    Processes.stop(process);
  }
}
