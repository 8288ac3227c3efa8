package dev.gatekeeper.bench;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A response that takes fields and keeps none but the last; for one thread. */
public final class StubResponse extends HttpServletResponseWrapper {

  /** So that the compiler can't leave out what makes the fields. */
  private @Nullable String last;

  /** Makes a response that nobody gets. */
  public StubResponse() {
    super(Stubs.of(HttpServletResponse.class, Map.of()));
  }

  /**
   * What was written.
   *
   * @return the last field's value, or null
   */
  public @Nullable String last() {
    return last;
  }

  @Override
  public void setHeader(String name, String value) {
    last = value;
  }

  @Override
  public void addHeader(String name, String value) {
    last = value;
  }
}
