package dev.gatekeeper.proxy.mlflow;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.RefusalRenderer;
import dev.gatekeeper.proxy.origin.CrossSite;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Lets a request pass if its user may do in MLflow what it would do, and no page of another site
 * sent it. It stands behind the filter that finds out who the user is.
 *
 * <p>This class is thread-safe.
 */
public final class MlflowAccessFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  /** Each holds a thread of the container until its client has sent it. */
  private static final int BODIES_AT_ONCE = 20;

  private final transient Operations operations = new Operations();
  private final transient Semaphore bodies = new Semaphore(BODIES_AT_ONCE);
  private final transient Roles roles;
  private final transient CrossSite crossSite;
  private final transient RefusalRenderer renderer;

  /**
   * Makes the filter.
   *
   * @param roles who may do what
   * @param crossSite which pages may change something
   * @param renderer how refusals look
   */
  public MlflowAccessFilter(Roles roles, CrossSite crossSite, RefusalRenderer renderer) {
    this.roles = requireNonNull(roles, "roles");
    this.crossSite = requireNonNull(crossSite, "crossSite");
    this.renderer = requireNonNull(renderer, "renderer");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Operation operation = operations.of(request);
    if (!operation.isGraphql()) {
      decide(operation, request, request, response, chain);
    } else if (!hasBody(request)) {
      decide(operation.as(Access.READ), request, request, response, chain);
    } else if (bodies.tryAcquire()) {
      HeldBody body;
      try {
        body = HeldBody.read(request);
      } catch (IOException e) {
        refuseBrokenBody(request, response);
        return;
      } finally {
        bodies.release();
      }
      Access access = body.onlyQueries() ? Access.READ : Access.WRITE;
      decide(operation.as(access), request, body.putBack(request), response, chain);
    } else {
      refuse(
          Refusal.unavailable("Too many GraphQL requests are being read at the moment."),
          request,
          response);
    }
  }

  private void decide(
      Operation operation,
      HttpServletRequest request,
      HttpServletRequest passedOn,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    operation.attachTo(request);
    Optional<Refusal> refusal = refusalOf(operation.access(), request);
    if (refusal.isPresent()) {
      refuse(refusal.get(), request, response);
    } else {
      chain.doFilter(passedOn, response);
    }
  }

  private Optional<Refusal> refusalOf(Access access, HttpServletRequest request) {
    Optional<Refusal> foreign =
        access.changesSomething() ? crossSite.refusalOf(request) : Optional.empty();
    return foreign.or(() -> roles.refusalOf(request, access));
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private void refuseBrokenBody(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // Tomcat has put its own 400 there already, and would make a 500 with a stack trace of it
    request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    response.setHeader("Connection", "close");
    refuse(
        new Refusal(SC_BAD_REQUEST, "The body of the request is broken or cut."),
        request,
        response);
  }

  private void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refusal.send(request, response, renderer);
  }
}
