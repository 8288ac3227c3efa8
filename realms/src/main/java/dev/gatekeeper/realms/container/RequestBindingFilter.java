package dev.gatekeeper.realms.container;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the {@link ContainerRealm} find the request that its thread is busy with. It has to stand in
 * front of the filter that asks the realm, where a request is still the container's own.
 *
 * <p>This class is thread-safe.
 */
public final class RequestBindingFilter implements Filter {

  private static final ThreadLocal<HttpServletRequest> CURRENT = new ThreadLocal<>();

  /** Makes a filter. */
  public RequestBindingFilter() {}

  /** The request of the calling thread, or null. */
  static @Nullable HttpServletRequest current() {
    return CURRENT.get();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest outer = CURRENT.get();
    CURRENT.set((HttpServletRequest) request);
    try {
      chain.doFilter(request, response);
    } finally {
      restore(outer);
    }
  }

  /** A request may be dispatched within another. */
  private static void restore(@Nullable HttpServletRequest outer) {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }
}
