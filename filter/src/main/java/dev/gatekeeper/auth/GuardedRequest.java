package dev.gatekeeper.auth;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The request as the webapp sees it: with the user that the filter found, and none on an open path.
 */
final class GuardedRequest extends HttpServletRequestWrapper {

  private final Guard guard;

  GuardedRequest(HttpServletRequest request, Guard guard) {
    super(request);
    this.guard = guard;
  }

  @Override
  public @Nullable String getRemoteUser() {
    Identity identity = Identity.of(this);
    return identity == null ? null : identity.name();
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return Identity.of(this);
  }

  @Override
  public @Nullable String getAuthType() {
    Identity identity = Identity.of(this);
    return identity == null ? null : identity.authType();
  }

  @Override
  public boolean isUserInRole(String role) {
    Identity identity = Identity.of(this);
    return identity != null && identity.isInRole(role);
  }

  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException {
    return Identity.of(this) != null || guard.authenticate(this, response);
  }

  @Override
  public void login(String user, String password) throws ServletException {
    Identity identity = Identity.of(this);
    if (identity != null) {
      throw new ServletException("the request has a user already: " + identity.name());
    }
    guard.login(this, user, password);
  }

  @Override
  public void logout() {
    Identity.detachFrom(this);
  }
}
