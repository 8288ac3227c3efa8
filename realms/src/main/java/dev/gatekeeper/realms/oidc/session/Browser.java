package dev.gatekeeper.realms.oidc.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The browser that sent a request: what it keeps for the gate, and as what it knows the gate.
 *
 * @param cookies of the request
 * @param origin scheme, host and port (RFC 6454 7)
 * @param contextPath of the deployment, empty for the root
 */
record Browser(RequestCookies cookies, String origin, String contextPath) {

  private static final String ATTRIBUTE = Browser.class.getName();

  /** What {@link #attachTo} left at the request; null where the pages do not stand in front. */
  static @Nullable Browser of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Browser browser ? browser : null;
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Where cookies for it hold. */
  CookieScope scope() {
    return CookieScope.of(contextPath, origin.startsWith("https:"));
  }

  URI callback() {
    return URI.create(origin + contextPath + SignInPages.CALLBACK);
  }

  URI logout() {
    return URI.create(origin + contextPath + SignInPages.LOGOUT);
  }
}
