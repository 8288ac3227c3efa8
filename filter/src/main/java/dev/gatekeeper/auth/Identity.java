package dev.gatekeeper.auth;

import jakarta.servlet.ServletRequest;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from. It is kept in an attribute of the request, where every dispatch of the
 * request and the container's access log find it.
 *
 * @param name of the user
 * @param roles of the user
 * @param authType as in {@link jakarta.servlet.http.HttpServletRequest#getAuthType()}
 * @param foundBy the guard that asked its realm
 */
record Identity(String name, Set<String> roles, String authType, Guard foundBy)
    implements Principal {

  /** The role that every user has who is one at all (Servlet 6.0, 13.3). */
  private static final String ANY_USER = "**";

  /** What an earlier dispatch of the same request has found; null if nothing. */
  static @Nullable Identity of(ServletRequest request) {
    return request.getAttribute(BasicAuthFilter.USER_ATTRIBUTE) instanceof Identity identity
        ? identity
        : null;
  }

  void attachTo(ServletRequest request) {
    request.setAttribute(BasicAuthFilter.USER_ATTRIBUTE, this);
  }

  static void detachFrom(ServletRequest request) {
    request.removeAttribute(BasicAuthFilter.USER_ATTRIBUTE);
  }

  boolean isInRole(String role) {
    return role.equals(ANY_USER) || roles.contains(role);
  }

  @Override
  public String getName() {
    return name;
  }

  /** The name alone, since that is what an access log prints of an attribute. */
  @Override
  public String toString() {
    return name;
  }
}
