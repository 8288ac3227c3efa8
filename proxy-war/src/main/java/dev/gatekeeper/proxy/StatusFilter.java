package dev.gatekeeper.proxy;

import static jakarta.servlet.http.HttpServletResponse.SC_METHOD_NOT_ALLOWED;
import static jakarta.servlet.http.HttpServletResponse.SC_OK;
import static jakarta.servlet.http.HttpServletResponse.SC_SERVICE_UNAVAILABLE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.UnreadBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Tells probes in one word how the gate is, without credentials: {@code /-/healthy} whether it
 * lives, {@code /-/ready} whether it can let users in, the upstream answers and the container is
 * not about to stop. It stands before every other filter.
 *
 * <p>This class is thread-safe.
 */
public final class StatusFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private final transient UpstreamProbe probe;
  private final transient BooleanSupplier letsUsersIn;

  /**
   * Makes the filter.
   *
   * @param access how to reach the upstream
   * @param healthPath where the upstream says whether it is well, such as {@code /health}
   * @param letsUsersIn whether the realm can tell right passwords from wrong ones
   */
  public StatusFilter(UpstreamAccess access, String healthPath, BooleanSupplier letsUsersIn) {
    this.probe = new UpstreamProbe(access, healthPath);
    this.letsUsersIn = requireNonNull(letsUsersIn, "letsUsersIn");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String contextPath = request.getServletContext().getContextPath();
    String target = request.getRequestURI();
    if (!target.startsWith("/-/", contextPath.length())) {
      chain.doFilter(request, response);
    } else if (target.equals(contextPath + "/-/healthy")) {
      tell(true, "healthy", request, response);
    } else if (target.equals(contextPath + "/-/ready")) {
      boolean stopping = request.getServletContext().getAttribute(StopTimes.STOPPING) != null;
      boolean ready = !stopping && letsUsersIn.getAsBoolean() && probe.upstreamAnswers();
      tell(ready, ready ? "ready" : "unready", request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void tell(
      boolean well, String word, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if (METHODS.contains(request.getMethod())) {
      write(well, word, request, response);
    } else {
      response.setStatus(SC_METHOD_NOT_ALLOWED);
      response.setHeader("Allow", "GET, HEAD");
    }
    UnreadBody.discard(request, response);
  }

  private static void write(
      boolean well, String word, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = (word + "\n").getBytes(US_ASCII);
    response.setStatus(well ? SC_OK : SC_SERVICE_UNAVAILABLE);
    response.setContentType("text/plain;charset=us-ascii");
    if (!UnreadBody.isExpected(request)) {
      response.setContentLength(body.length);
    }
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  @Override
  public void destroy() {
    probe.close();
  }
}
