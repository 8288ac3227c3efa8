package dev.gatekeeper.bench;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.hash.PasswordHasher;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The whole authentication filter, for a user of a bcrypt line who has been verified before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WarmLogin {

  private final Path htpasswd = htpasswd();
  private final BasicAuthFilter filter =
      BasicAuthFilter.builder(HtpasswdRealm.builder().htpasswdFile(htpasswd).build()).build();
  private final StubRequest request =
      new StubRequest(SentRequest.pythonGet("/api/2.0/mlflow/runs/get", "run_id=1"), null);
  private final StubResponse response = new StubResponse();
  private @Nullable ServletRequest passed;
  private final FilterChain chain = (guarded, answer) -> passed = guarded;

  static Path htpasswd() {
    try {
      String line = SentRequest.USER + ":" + PasswordHasher.bcrypt(8).hash(SentRequest.PASSWORD);
      return Files.writeString(Files.createTempFile("htpasswd", ""), line + "\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Lets the user in.
   *
   * @return the request as the next filter gets it
   */
  @Benchmark
  public @Nullable ServletRequest admit() throws IOException, ServletException {
    passed = null;
    filter.doFilter(request.anew(), response, chain);
    return passed;
  }

  /** Leaves nothing behind. */
  @TearDown
  public void deleteFile() throws IOException {
    Files.delete(htpasswd);
  }
}
