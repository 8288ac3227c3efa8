package dev.gatekeeper.proxy.account;

import dev.gatekeeper.proxy.mlflow.AccountChange;
import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A call of the user API.
 *
 * @param request that brought it
 * @param caller the name of the user who makes it
 * @param byAdmin whether that user may do everything
 * @param parameters what it is given
 */
record Call(HttpServletRequest request, String caller, boolean byAdmin, Parameters parameters) {

  /** Those of the caller that are roles. */
  Set<String> groups() {
    return Roles.GRANTED.stream()
        .map(Role::lowerCaseName)
        .filter(request::isUserInRole)
        .collect(Collectors.toSet());
  }

  String username() {
    return parameters.text("username");
  }

  /**
   * The user whom it is about.
   *
   * @throws AccountException if that is somebody else than the caller, who is no administrator; it
   *     does not tell whether there is such a user
   */
  String ownOrAdminsUsername() {
    if (byAdmin) {
      return username();
    }
    String user = parameters.optionalText("username").orElseGet(this::username);
    if (!user.equals(caller)) {
      throw AccountException.forbidden(
          caller + " is no administrator here; ask one to do that, or for the role 'admin'.");
    }
    return user;
  }

  /** Has the audit say whom it changes. */
  void isAbout(String user) {
    new AccountChange(user, null, false).attachTo(request);
  }

  /** Has the audit say whom it gives a role, or takes one. */
  void isAbout(String user, Role role, boolean granted) {
    new AccountChange(user, role.lowerCaseName(), granted).attachTo(request);
  }
}
