package dev.gatekeeper.realms.oidc.session;

import jakarta.servlet.http.HttpServletResponse;

/** Sends a browser elsewhere. */
final class Redirect {

  private Redirect() {}

  /** With GET, and no cache may keep it (RFC 9110 15.4.3). */
  static void to(String address, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", address);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(0);
  }
}
