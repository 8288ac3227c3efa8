package dev.gatekeeper.proxy.account;

import static dev.gatekeeper.proxy.mlflow.Access.ADMINISTER;
import static dev.gatekeeper.proxy.mlflow.Access.OWN;
import static dev.gatekeeper.proxy.mlflow.Access.READ;

import dev.gatekeeper.proxy.mlflow.Access;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of the user API, as {@code mlflow/server/auth/routes.py} has them. */
final class Routes {

  private static final Pattern PATH = Pattern.compile("/(?:ajax-)?api/([23]\\.0/mlflow/[a-z/-]+)");

  private final Map<String, Map<String, Route>> byPath = new HashMap<>();

  Routes(UserCalls users, RoleCalls roles) {
    add("GET", "2.0/mlflow/users/current", READ, users::current);
    add("GET", "2.0/mlflow/users/list", READ, users::list);
    add("GET", "2.0/mlflow/users/get", READ, users::get);
    add("POST", "2.0/mlflow/users/create", ADMINISTER, users::create);
    add("PATCH", "2.0/mlflow/users/update-password", OWN, users::updatePassword);
    add("PATCH", "2.0/mlflow/users/update-admin", ADMINISTER, users::updateAdmin);
    add("DELETE", "2.0/mlflow/users/delete", ADMINISTER, users::delete);
    add("GET", "3.0/mlflow/users/roles/list", READ, roles::ofUser);
    add("GET", "3.0/mlflow/users/current/permissions", READ, roles::ownPermissions);
    add("GET", "3.0/mlflow/users/permissions/list", READ, roles::permissionsOfUser);
    add("GET", "3.0/mlflow/users/permissions/get", READ, roles::permissionOfUser);
    add("POST", "3.0/mlflow/users/permissions/grant", ADMINISTER, RoleCalls.REFUSE);
    add("POST", "3.0/mlflow/users/permissions/revoke", ADMINISTER, RoleCalls.REFUSE);
    add("GET", "3.0/mlflow/roles/list", ADMINISTER, roles::list);
    add("GET", "3.0/mlflow/roles/get", ADMINISTER, roles::get);
    add("GET", "3.0/mlflow/roles/permissions/list", ADMINISTER, roles::permissionsOfRole);
    add("GET", "3.0/mlflow/roles/users/list", ADMINISTER, roles::users);
    add("POST", "3.0/mlflow/roles/assign", ADMINISTER, roles::assign);
    add("DELETE", "3.0/mlflow/roles/unassign", ADMINISTER, roles::unassign);
    add("POST", "3.0/mlflow/roles/create", ADMINISTER, RoleCalls.REFUSE);
    add("PATCH", "3.0/mlflow/roles/update", ADMINISTER, RoleCalls.REFUSE);
    add("DELETE", "3.0/mlflow/roles/delete", ADMINISTER, RoleCalls.REFUSE);
    add("POST", "3.0/mlflow/roles/permissions/add", ADMINISTER, RoleCalls.REFUSE);
    add("PATCH", "3.0/mlflow/roles/permissions/update", ADMINISTER, RoleCalls.REFUSE);
    add("DELETE", "3.0/mlflow/roles/permissions/remove", ADMINISTER, RoleCalls.REFUSE);
  }

  private void add(String method, String path, Access access, Route.Action action) {
    byPath.computeIfAbsent(path, p -> new TreeMap<>()).put(method, new Route(access, action));
  }

  /**
   * The routes of a path by method.
   *
   * @param path without the context path, as the client wrote it; in any other spelling it is none
   * @throws AccountException if there is no such path
   */
  Map<String, Route> of(String path) {
    Matcher matcher = PATH.matcher(path);
    Map<String, Route> found = matcher.matches() ? byPath.get(matcher.group(1)) : null;
    if (found == null) {
      throw AccountException.noSuchRoute();
    }
    return found;
  }
}
