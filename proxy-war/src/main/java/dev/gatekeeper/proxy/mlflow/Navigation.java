package dev.gatekeeper.proxy.mlflow;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Tells a person who opens a page from a program that calls the API. */
public final class Navigation {

  private static final List<String> API_PATHS =
      List.of("/api", "/ajax-api", "/graphql", "/v1", "/gateway");

  private Navigation() {}

  /**
   * Whether a browser sent the request to show what comes back. Browsers of today say so (Fetch
   * Metadata, {@code Sec-Fetch-Mode}); of others it is taken from the path and the Accept field.
   *
   * @param request any
   * @return whether a person is to see the answer
   */
  public static boolean isOf(HttpServletRequest request) {
    String mode = request.getHeader("Sec-Fetch-Mode");
    return mode == null ? asksForPage(request) : mode.equals("navigate");
  }

  private static boolean asksForPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return request.getMethod().equals("GET")
        && accept != null
        && accept.contains("text/html")
        && !isApi(request.getRequestURI(), request.getServletContext().getContextPath());
  }

  private static boolean isApi(String uri, String contextPath) {
    String path = uri.startsWith(contextPath) ? uri.substring(contextPath.length()) : uri;
    return API_PATHS.stream().anyMatch(api -> path.equals(api) || path.startsWith(api + "/"));
  }
}
