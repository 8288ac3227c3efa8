package dev.gatekeeper.auth;

import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;

/** The request as the webapp sees it: with a user. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

  private final Verdict.Accepted accepted;
  private final Principal principal;

  AuthenticatedRequest(HttpServletRequest request, Verdict.Accepted accepted) {
    super(request);
    this.accepted = accepted;
    this.principal = new User(accepted.user());
  }

  @Override
  public String getRemoteUser() {
    return accepted.user();
  }

  @Override
  public Principal getUserPrincipal() {
    return principal;
  }

  @Override
  public String getAuthType() {
    return BASIC_AUTH;
  }

  @Override
  public boolean isUserInRole(String role) {
    return accepted.roles().contains(role);
  }

  @Override
  public boolean authenticate(HttpServletResponse response) {
    return true;
  }

  @Override
  public void login(String user, String password) throws ServletException {
    throw new ServletException("the request has a user already: " + accepted.user());
  }

  private record User(String name) implements Principal {
    @Override
    public String getName() {
      return name;
    }
  }
}
