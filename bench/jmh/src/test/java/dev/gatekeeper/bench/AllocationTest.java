package dev.gatekeeper.bench;

import static java.util.Comparator.naturalOrder;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.proxy.HeaderCopy;
import dev.gatekeeper.proxy.mlflow.Classification;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Holds how much the gate allocates, which is the same on a slow machine. Operations are counted
 * instead of timed, and run without the optimizing compiler: what that leaves out, as {@code
 * bench/inner-parts} shows, depends on how long it has run.
 */
class AllocationTest {

  /**
   * What an operation may allocate. A bound that is far from its figure holds nothing: after an
   * improvement, lower both.
   */
  private static Stream<Bound> bounds() {
    return Stream.of(
        new Bound(WarmLogin.class, "admit", 3_014, 3_100).with("realm", "HTPASSWD"),
        new Bound(Classification.class, "admit", 131, 140).with("asked", "READ"),
        new Bound(Classification.class, "admit", 131, 140).with("asked", "ARTIFACT"),
        new Bound(HeaderCopy.class, "up", 2_843, 2_930).with("client", "BROWSER"),
        new Bound(HeaderCopy.class, "down", 1_235, 1_280).with("client", "BROWSER"),
        new Bound(ProxiedRequest.class, "read", 19_826, 20_500),
        new Bound(ProxiedRequest.class, "write", 29_326, 30_200));
  }

  private static final int ITERATIONS = 2;
  private static final int OPERATIONS = 500;

  /** GCProfiler's name for bytes of all threads by operation. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @ParameterizedTest
  @MethodSource("bounds")
  void anOperationAllocatesNoMoreThanItDid(Bound bound, @TempDir Path folder)
      throws RunnerException {
    double bytes = bytesPerOperation(bound, folder.resolve("jmh.log"));

    System.out.printf("%s: %.0f bytes%n", bound, bytes);
    assertThat(bytes).as("bytes, which were %d", bound.measured).isLessThan(bound.atMost);
  }

  /** Of the iteration in which the JVM, Tomcat and the file's watch did least beside. */
  private double bytesPerOperation(Bound bound, Path log) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Pattern.quote(bound.benchmark.getName() + "." + bound.method) + "$")
            .mode(Mode.SingleShotTime)
            .warmupIterations(1)
            .warmupBatchSize(OPERATIONS)
            .measurementIterations(ITERATIONS)
            .measurementBatchSize(OPERATIONS)
            .forks(1)
            // not this JVM's, which bring the coverage agent; the heap's size gives the pointers'
            .jvmArgs("-XX:TieredStopAtLevel=1", "-Xmx256m", "-XX:+UseSerialGC")
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .output(log.toString());
    bound.parameters.forEach(parameter -> options.param(parameter.name, parameter.value));
    RunResult result = new Runner(options.build()).runSingle();
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(iteration -> requireNonNull(iteration.getSecondaryResults().get(ALLOCATED)).getScore())
        .min(naturalOrder())
        .map(bytes -> bytes / OPERATIONS)
        .orElseThrow();
  }

  private record Parameter(String name, String value) {}

  /**
   * @param measured bytes for each operation, the most of JDK 17 and 25
   * @param atMost bytes that it may be
   */
  private record Bound(
      Class<?> benchmark, String method, List<Parameter> parameters, int measured, int atMost) {

    Bound(Class<?> benchmark, String method, int measured, int atMost) {
      this(benchmark, method, List.of(), measured, atMost);
    }

    Bound with(String name, String value) {
      return new Bound(benchmark, method, List.of(new Parameter(name, value)), measured, atMost);
    }

    @Override
    public String toString() {
      StringBuilder name = new StringBuilder(benchmark.getSimpleName() + "." + method);
      parameters.forEach(parameter -> name.append(" ").append(parameter.value));
      return name.toString();
    }
  }
}
