package dev.gatekeeper.bench;

import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.hash.PasswordHasher;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The whole authentication filter, for a user who has been verified before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WarmLogin {

  /** Where the user is known. */
  @Param public WarmRealm realm = WarmRealm.HTPASSWD;

  private final Path htpasswd = htpasswd();
  private @Nullable BasicAuthFilter filter;
  private @Nullable StubRequest request;
  private final StubResponse response = new StubResponse();
  private @Nullable ServletRequest passed;
  private final FilterChain chain = (guarded, answer) -> passed = guarded;

  /** Opens the realm. */
  @Setup
  public void open() {
    filter = BasicAuthFilter.builder(realm.open(htpasswd)).build();
    request = new StubRequest(realm.sent(), null);
  }

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
    requireNonNull(filter).doFilter(requireNonNull(request).anew(), response, chain);
    return passed;
  }

  /** Leaves nothing behind. */
  @TearDown
  public void deleteFile() throws IOException {
    Files.delete(htpasswd);
  }
}
