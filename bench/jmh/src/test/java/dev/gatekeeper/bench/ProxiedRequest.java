package dev.gatekeeper.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A request over TCP to a Tomcat of this JVM, through the whole gate, to an upstream of this JVM,
 * and the answer's way back. Client and upstream allocate nothing, so that what all threads
 * allocate is the container's and the gate's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProxiedRequest {

  private final FixedUpstream upstream = new FixedUpstream();
  private final TomcatGate gate = new TomcatGate(upstream.port());
  private final FixedClient reader =
      new FixedClient(
          gate.port(), SentRequest.pythonGet("/api/2.0/mlflow/runs/get", "run_id=0a1b2c3d4e5f"));
  private final FixedClient writer =
      new FixedClient(
          gate.port(),
          SentRequest.pythonPost(
              "/api/2.0/mlflow/runs/log-metric",
              "{\"run_uuid\": \"1\", \"run_id\": \"1\", \"key\": \"loss\", \"value\": 0.5,"
                  + " \"timestamp\": 1764234000000, \"step\": 1}"));
  private final FixedClient toNobody =
      new FixedClient(gate.port(), SentRequest.pythonGet(TomcatGate.WITHOUT_GATE + "/", "a=b"));

  /** A read, which leaves no line in the audit log. */
  @Benchmark
  public void read() throws IOException {
    reader.ask();
  }

  /** A write, with its line in the audit log. */
  @Benchmark
  public void write() throws IOException {
    writer.ask();
  }

  /** A servlet that answers the same by itself: the container's part of the other figures. */
  @Benchmark
  public void containerAlone() throws IOException {
    toNobody.ask();
  }

  /** Stops all. */
  @TearDown
  public void close() throws IOException {
    reader.close();
    writer.close();
    toNobody.close();
    gate.close();
    upstream.close();
  }
}
