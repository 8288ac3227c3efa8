package dev.gatekeeper.proxy.mlflow;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a client of the AI gateway bring its own key for a provider: under {@code /gateway/}, what
 * stands in X-MLflow-Authorization are the credentials for this server, and Authorization goes on
 * to MLflow. It stands before the filter that checks credentials.
 *
 * <p>This class is thread-safe.
 */
public final class GatewayCredentialsFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  private static final String PATH = "/gateway/";
  private static final String OWN = "X-MLflow-Authorization";
  private static final String AUTHORIZATION = "Authorization";

  private final String passedOn;

  /**
   * Makes the filter.
   *
   * @param passedOn the attribute of a request in which the proxy finds the values of Authorization
   *     that go on, as a list of strings
   */
  public GatewayCredentialsFilter(String passedOn) {
    this.passedOn = requireNonNull(passedOn, "passedOn");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String contextPath = request.getServletContext().getContextPath();
    String uri = request.getRequestURI();
    if (uri.startsWith(contextPath)
        && uri.startsWith(PATH, contextPath.length())
        && request.getHeader(OWN) != null) {
      request.setAttribute(
          passedOn, List.copyOf(Collections.list(request.getHeaders(AUTHORIZATION))));
      chain.doFilter(new OwnCredentials(request), response);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** With the credentials for this server where they usually are. */
  private static final class OwnCredentials extends HttpServletRequestWrapper {

    OwnCredentials(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return super.getHeader(source(name));
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return super.getHeaders(source(name));
    }

    private static String source(String name) {
      return name.equalsIgnoreCase(AUTHORIZATION) ? OWN : name;
    }
  }
}
