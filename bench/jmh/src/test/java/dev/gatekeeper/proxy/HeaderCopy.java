package dev.gatekeeper.proxy;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.bench.SentRequest;
import dev.gatekeeper.bench.StubRequest;
import dev.gatekeeper.bench.StubResponse;
import dev.gatekeeper.proxy.RequestTarget.AmbiguousTargetException;
import dev.gatekeeper.proxy.origin.PublicOrigins;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The fields of a request on their way up, and those of its answer on their way down. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeaderCopy {

  /** Who asks, and what MLflow answers. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes into its arrays
  public enum Client {
    /** It writes, and gets JSON. */
    PYTHON(
        SentRequest.pythonPost("/api/2.0/mlflow/runs/log-metric", "{}"),
        "Content-Type",
        "application/json"),
    /** It loads the UI, and gets a script. */
    BROWSER(
        SentRequest.browserGet("/static-files/static/js/main.0a1b2c3d.js"),
        "Content-Disposition",
        "inline; filename=main.0a1b2c3d.js",
        "Content-Type",
        "text/javascript; charset=utf-8",
        "Last-Modified",
        "Fri, 27 Nov 2026 09:00:00 GMT",
        "Cache-Control",
        "public, max-age=2419200",
        "ETag",
        "\"1764234000.0-1234-567890\"",
        "Expires",
        "Fri, 25 Dec 2026 09:00:00 GMT");

    private final SentRequest sent;
    private final String[] answered;

    Client(SentRequest sent, String... answered) {
      this.sent = sent;
      this.answered = answered;
    }

    private ClassicHttpResponse answer() {
      BasicClassicHttpResponse answer = new BasicClassicHttpResponse(200);
      answer.addHeader("Date", "Fri, 27 Nov 2026 09:00:00 GMT");
      answer.addHeader("Server", "uvicorn");
      answer.addHeader("X-Content-Type-Options", "nosniff");
      answer.addHeader("X-Frame-Options", "SAMEORIGIN");
      answer.addHeader("Content-Length", "2");
      for (int i = 0; i < answered.length; i += 2) {
        answer.addHeader(answered[i], answered[i + 1]);
      }
      return answer;
    }
  }

  private static final Upstream UPSTREAM = Upstream.parse("http://127.0.0.1:5000");

  /** Who asks. */
  @Param public Client client = Client.PYTHON;

  private final UpstreamRequest upstreamRequest =
      new UpstreamRequest(
          UPSTREAM,
          new FieldPolicy(
              TrustedProxies.NONE,
              PublicOrigins.OF_THE_REQUEST,
              Set.of("x-mlflow-authorization"),
              Set.of(),
              Optional.empty(),
              false));
  private final AnswerFields answerFields = new AnswerFields(new Places(UPSTREAM, ""));
  private final StubResponse response = new StubResponse();
  private StubRequest request = new StubRequest(client.sent, "alice");
  private ClassicHttpResponse answer = client.answer();

  /** JMH sets the field after the constructor. */
  @Setup
  public void choose() {
    request = new StubRequest(client.sent, "alice");
    answer = client.answer();
  }

  /**
   * Makes the head of the upstream's request.
   *
   * @return that request
   */
  @Benchmark
  public Object up() throws AmbiguousTargetException {
    StubRequest anew = request.anew();
    return upstreamRequest.of(anew, RequestFields.of(anew));
  }

  /**
   * Passes the fields of the answer on.
   *
   * @return the last of them
   */
  @Benchmark
  public @Nullable String down() {
    answerFields.pass(answer, response);
    return response.last();
  }
}
