package dev.gatekeeper.auth;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What needs no credentials.
 *
 * @param paths open ones
 * @param preflight whether CORS preflights pass
 */
record Exemptions(OpenPaths paths, boolean preflight) {

  static final Exemptions NONE = new Exemptions(OpenPaths.NONE, false);

  Exemptions with(OpenPaths paths) {
    return new Exemptions(paths, preflight);
  }

  Exemptions withPreflight() {
    return new Exemptions(paths, true);
  }

  boolean cover(HttpServletRequest request) {
    return paths.contain(request) || (preflight && isPreflight(request));
  }

  /** As the Fetch standard tells a "CORS-preflight request" from any other OPTIONS. */
  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }
}
