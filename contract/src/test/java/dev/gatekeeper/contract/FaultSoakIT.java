package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad luck at both ends: every request is answered right, or fails where all can see it. */
@Tag("long")
class FaultSoakIT {

  private static final Duration TIME =
      Duration.parse("PT" + System.getProperty("long.soak", "10m"));

  private static final long SEED = Long.getLong("long.seed", System.nanoTime());

  private static final int WARM_UPS_IN_A_SOAK = 10;
  private static final int RESETS_ONE_CONNECTION_IN = 100;
  private static final int MORE_FILES = 10;
  private static final long MORE_HEAP_BYTES = 4_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"tomcat", "jetty"})
  @Execution(ExecutionMode.CONCURRENT)
  void nothingIsLostMixedUpDoneTwiceOrLeaked(String server) throws Exception {
    Random random = new Random(SEED);
    try (ScriptedGate gate =
        ScriptedGate.start(server, () -> random.nextInt(RESETS_ONE_CONNECTION_IN) == 0)) {
      FaultSoak soak = new FaultSoak(gate.container().port(), gate.books());
      soak.run(TIME.dividedBy(WARM_UPS_IN_A_SOAK), SEED);
      Vitals before = atRest(gate);
      soak.run(TIME, SEED + FaultSoak.CLIENTS);
      Vitals after = atRest(gate);
      report(server, soak, before, after);
      assertThat(soak.problems()).isEmpty();
      assertThat(soak.unexpectedFailures()).isLessThanOrEqualTo(gate.books().surprises());
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + FaultSoak.CLIENTS);
      assertThat(after.files()).isLessThanOrEqualTo(before.files() + MORE_FILES);
      assertThat(after.heapBytes()).isLessThan(before.heapBytes() + MORE_HEAP_BYTES);
    }
  }

  /** When nothing more comes, the gate itself lets its connections go. */
  private static Vitals atRest(ScriptedGate gate) throws IOException {
    Await.until("the end of all connections", () -> gate.upstream().openConnections() == 0);
    Await.until("the end of all exchanges", () -> Vitals.of(gate.container()).exchanges() == 0);
    return Vitals.of(gate.container());
  }

  private static void report(String server, FaultSoak soak, Vitals before, Vitals after)
      throws IOException {
    String text =
        """
        %s, -Dlong.seed=%d: %d requests, %d of them failed by the bad luck of others
        before %s
        after  %s
        %s\
        """
            .formatted(
                server,
                SEED,
                soak.requests(),
                soak.unexpectedFailures(),
                before,
                after,
                soak.account());
    Files.writeString(Container.WORK.resolve("soak-" + server + ".txt"), text);
    System.out.println(text);
  }
}
