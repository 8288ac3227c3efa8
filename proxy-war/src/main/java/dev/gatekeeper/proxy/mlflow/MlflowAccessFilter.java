package dev.gatekeeper.proxy.mlflow;

import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.RefusalRenderer;
import dev.gatekeeper.proxy.mlflow.GraphqlRequests.RefusedException;
import dev.gatekeeper.proxy.origin.CrossSite;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Lets a request pass if its user may do in MLflow what it would do, and no page of another site
 * sent it. It stands behind the filter that finds out who the user is.
 *
 * <p>This class is thread-safe.
 */
public final class MlflowAccessFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  private final transient Operations operations = new Operations();
  private final transient GraphqlRequests graphql = new GraphqlRequests();
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
    HttpServletRequest passedOn = request;
    Operation operation = operations.of(request);
    if (operation.isGraphql()) {
      try {
        passedOn = graphql.lookInto(request, operation);
      } catch (RefusedException e) {
        refuse(e.refusal(), request, response);
        return;
      }
    }
    Optional<Refusal> refusal = refusalOf(operations.of(request).access(), request);
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

  private void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refusal.send(request, response, renderer);
  }
}
