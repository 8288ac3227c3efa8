package dev.gatekeeper.proxy.mlflow;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.bench.SentRequest;
import dev.gatekeeper.bench.StubRequest;
import dev.gatekeeper.bench.StubResponse;
import dev.gatekeeper.proxy.origin.CrossSite;
import dev.gatekeeper.proxy.origin.PublicOrigins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a request would do in MLflow, and whether its user may do that. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Classification {

  /** What is asked for. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes into its arrays
  public enum Asked {
    /** The Python client reads. */
    READ(SentRequest.pythonGet("/api/2.0/mlflow/runs/get", "run_id=1")),
    /** The Python client writes. */
    WRITE(SentRequest.pythonPost("/api/2.0/mlflow/runs/log-metric", "{}")),
    /** The UI shows a file of a run. */
    ARTIFACT(
        SentRequest.browserGet(
            "/ajax-api/2.0/mlflow-artifacts/artifacts/1/0a1b2c3d4e5f/artifacts/model/MLmodel")),
    /** The UI asks by GraphQL. */
    GRAPHQL(
        SentRequest.browserPost(
            "/graphql",
            "{\"operationName\":\"GetRun\",\"variables\":{\"data\":{\"runId\":\"1\"}},\"query\":"
                + "\"query GetRun($data: MlflowGetRunInput!) {mlflowGetRun(input: $data)"
                + " {apiError {code message} run {info {runName status}}}}\"}"));

    private final SentRequest sent;

    Asked(SentRequest sent) {
      this.sent = sent;
    }
  }

  /** What is asked for. */
  @Param public Asked asked = Asked.READ;

  private final Operations operations = new Operations();
  private final MlflowAccessFilter filter =
      new MlflowAccessFilter(
          new Roles(Map.of(), Role.WRITER, Role.WRITER),
          new CrossSite(PublicOrigins.OF_THE_REQUEST, TrustedProxies.NONE, "public-origins"),
          new MlflowErrors(Set.of("basic")));
  private final StubResponse response = new StubResponse();
  private StubRequest request = new StubRequest(asked.sent, "alice");
  private @Nullable ServletRequest passed;
  private final FilterChain chain = (admitted, answer) -> passed = admitted;

  /** JMH sets the field after the constructor. */
  @Setup
  public void choose() {
    request = new StubRequest(asked.sent, "alice");
  }

  /**
   * By method and path alone.
   *
   * @return what it would do
   */
  @Benchmark
  public Object classify() {
    return operations.of(request.anew());
  }

  /**
   * The whole filter, with the body of GraphQL, the user's role and the page that asks.
   *
   * @return the request as the proxy gets it
   */
  @Benchmark
  public @Nullable ServletRequest admit() throws IOException, ServletException {
    passed = null;
    filter.doFilter(request.anew(), response, chain);
    return passed;
  }
}
