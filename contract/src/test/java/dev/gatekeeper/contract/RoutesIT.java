package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.launcher.MlflowCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route that MLflow's server has stands in {@code routes.txt}, of which {@code
 * OperationTableTest} demands that the gate knows what each does.
 */
class RoutesIT {

  private static final Path KNOWN = Path.of(System.getProperty("contract.routes"));

  /** What MLflow's basic-auth app and its Prometheus exporter need. */
  private static final List<String> OPTIONAL_APPS =
      List.of(
          "Flask-WTF==1.3.0",
          "WTForms==3.3.2",
          "prometheus-flask-exporter==0.23.2",
          "prometheus-client==0.26.0");

  @Test
  void everyRouteOfTheInstalledMlflowIsKnown() throws Exception {
    MlflowCommand installed = RealMlflow.command();
    assertRoutesAreKnown(installed, "installed", PythonPackages.beside(installed, OPTIONAL_APPS));
  }

  /** The last 2.x, the last 3.0 and the newest, or the one that is asked for. */
  static Stream<List<String>> others() {
    String asked = System.getProperty("routes.mlflow");
    return asked == null
        ? Stream.of(
            List.of("mlflow==2.22.5", "SQLAlchemy==2.0.58"),
            List.of("mlflow==3.0.1", "SQLAlchemy==2.0.58"),
            List.of("mlflow==3.18.0"))
        : Stream.of(List.of("mlflow==" + asked));
  }

  /**
   * Needs no more than a few packages beside the installed MLflow's.
   *
   * @param packages MLflow and those for which the installed ones are too new
   */
  @ParameterizedTest
  @MethodSource("others")
  void everyRouteOfAnotherMlflowIsKnown(List<String> packages) throws Exception {
    MlflowCommand installed = RealMlflow.command();
    assertRoutesAreKnown(
        installed,
        packages.get(0),
        PythonPackages.beside(installed, packages),
        PythonPackages.beside(installed, OPTIONAL_APPS));
  }

  private static void assertRoutesAreKnown(MlflowCommand python, String name, Path... packages)
      throws IOException, InterruptedException {
    List<String> routes = Files.readAllLines(dump(python, name, List.of(packages)));
    Set<String> known = Set.copyOf(Files.readAllLines(KNOWN));
    assertThat(routes)
        .isNotEmpty()
        .filteredOn(route -> !known.contains(route))
        .as("new routes; give each a line in %s, and one in operations.txt", KNOWN)
        .isEmpty();
  }

  private static Path dump(MlflowCommand mlflow, String name, List<Path> packages)
      throws IOException, InterruptedException {
    Path file = Container.WORK.resolve("routes-" + name + ".txt");
    Path script = PythonClient.unpacked("routes.py");
    ProcessBuilder builder =
        new ProcessBuilder(mlflow.python().toString(), script.toString(), file.toString());
    builder
        .environment()
        .put(
            "PYTHONPATH",
            String.join(File.pathSeparator, packages.stream().map(Path::toString).toList()));
    Path log = Container.WORK.resolve("routes-" + name + ".log");
    int exitCode = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    assertThat(exitCode).as(() -> "routes.py: see " + log).isZero();
    return file;
  }
}
