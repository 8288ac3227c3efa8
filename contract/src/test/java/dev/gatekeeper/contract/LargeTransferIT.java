package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of many times the heap, whole and the same to their last byte. */
@Tag("long")
class LargeTransferIT {

  private static final long GIGABYTE = 1_000_000_000;
  private static final long LARGE = Long.getLong("long.gigabytes", 20) * GIGABYTE;
  private static final int AT_ONCE = Integer.getInteger("long.uploads", 64);
  private static final long EACH = Long.getLong("long.upload-gigabytes", 1) * GIGABYTE;

  @ParameterizedTest
  @ValueSource(strings = {"tomcat", "jetty"})
  void oneBodyPassesWholeInEachDirectionAndFraming(String server) throws Exception {
    try (ScriptedGate gate = ScriptedGate.start(server, () -> false)) {
      long id = 0;
      for (Load load : List.of(Load.LARGE_PUT, Load.LARGE_GET)) {
        for (Framing framing : List.of(Framing.LENGTH, Framing.CHUNKED)) {
          pass(gate, List.of(new ScriptedCall(++id, load, Fault.NONE, framing, LARGE)));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomcat", "jetty"})
  void manyUploadsAtOncePassWhole(String server) throws Exception {
    try (ScriptedGate gate = ScriptedGate.start(server, () -> false)) {
      pass(
          gate,
          LongStream.range(0, AT_ONCE)
              .mapToObj(
                  id ->
                      new ScriptedCall(
                          id,
                          Load.LARGE_PUT,
                          Fault.NONE,
                          id % 2 == 0 ? Framing.LENGTH : Framing.CHUNKED,
                          EACH))
              .toList());
    }
  }

  private static void pass(ScriptedGate gate, List<ScriptedCall> calls) throws Exception {
    long begin = System.nanoTime();
    Duration cpu = cpuOf(gate.container());
    ExecutorService clients = Executors.newFixedThreadPool(calls.size());
    List<Callable<Outcome.Kind>> sendings =
        calls.stream().<Callable<Outcome.Kind>>map(call -> () -> send(gate, call)).toList();
    for (Future<Outcome.Kind> ended : clients.invokeAll(sendings)) {
      assertThat(ended.get()).isEqualTo(Outcome.Kind.RIGHT);
    }
    clients.shutdown();
    assertThat(gate.books().complaints()).isEmpty();
    report(calls, Duration.ofNanos(System.nanoTime() - begin), cpuOf(gate.container()).minus(cpu));
  }

  private static Outcome.Kind send(ScriptedGate gate, ScriptedCall call) throws IOException {
    try (ScriptedClient client = new ScriptedClient(gate.container().port(), new Random())) {
      return client.send(call).kind();
    }
  }

  private static Duration cpuOf(Container container) {
    return ProcessHandle.of(container.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  private static void report(List<ScriptedCall> calls, Duration time, Duration cpu) {
    double gigabytes = calls.stream().mapToLong(ScriptedCall::bytes).sum() / (double) GIGABYTE;
    System.out.printf(
        "%d times %s %s: %.0f MB/s, %.2f s of the container's CPU a GB%n",
        calls.size(),
        calls.get(0).load(),
        calls.get(0).framing(),
        1000 * gigabytes / (time.toMillis() / 1000.0),
        cpu.toMillis() / 1000.0 / gigabytes);
  }
}
