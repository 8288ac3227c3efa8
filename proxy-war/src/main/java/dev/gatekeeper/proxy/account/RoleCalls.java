package dev.gatekeeper.proxy.account;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gatekeeper.proxy.mlflow.Role;
import java.io.IOException;
import java.util.List;

/**
 * The calls about roles, as {@code mlflow/server/auth/__init__.py} answers them. The roles are
 * those of the gate; they can be given and taken, and no more.
 *
 * <p>This class is thread-safe.
 */
final class RoleCalls {

  /** Of what would make, change or delete a role. */
  static final Route.Action REFUSE =
      call -> {
        throw AccountException.notDone(
            "The roles of this server and their permissions are fixed: "
                + String.join(", ", MlflowRole.names())
                + ". Give a user one of them.");
      };

  private final Accounts accounts;

  RoleCalls(Accounts accounts) {
    this.accounts = accounts;
  }

  JsonObject list(Call call) throws IOException {
    List<String> workspaces = call.parameters().texts("workspace");
    if (workspaces.stream().anyMatch(String::isBlank)) {
      throw AccountException.invalid(
          "Parameter 'workspace' must be a non-empty string when provided.");
    }
    boolean here = workspaces.isEmpty() || workspaces.contains(MlflowRole.WORKSPACE);
    return MlflowJson.of("roles", here ? roles(accounts.read().shownRoles()) : new JsonArray());
  }

  JsonObject get(Call call) {
    return MlflowJson.of("role", role(call).toJson());
  }

  JsonObject permissionsOfRole(Call call) {
    return MlflowJson.of("role_permissions", role(call).permissionsAsJson());
  }

  JsonObject users(Call call) throws IOException {
    MlflowRole role = role(call);
    JsonArray assignments = new JsonArray();
    accounts.read().usersOf(role.role()).forEach(user -> assignments.add(role.assignmentTo(user)));
    return MlflowJson.of("assignments", assignments);
  }

  JsonObject ofUser(Call call) throws IOException {
    String user = call.ownOrAdminsUsername();
    AccountBook book = accounts.read();
    book.require(user);
    return MlflowJson.of("roles", roles(book, user));
  }

  JsonObject ownPermissions(Call call) throws IOException {
    return permissions(call.caller());
  }

  JsonObject permissionsOfUser(Call call) throws IOException {
    return permissions(call.ownOrAdminsUsername());
  }

  private JsonObject permissions(String user) throws IOException {
    AccountBook book = accounts.read();
    book.require(user);
    JsonArray rows = new JsonArray();
    book.rolesOf(user).forEach(role -> rows.addAll(new MlflowRole(role, book.roles()).rows()));
    JsonObject answer = MlflowJson.of("permissions", rows);
    answer.addProperty("is_admin", book.isAdmin(user));
    return answer;
  }

  JsonObject permissionOfUser(Call call) throws IOException {
    String user = call.ownOrAdminsUsername();
    String type = call.parameters().text("resource_type");
    call.parameters().text("resource_id");
    AccountBook book = accounts.read();
    book.require(user);
    return new MlflowRole(book.roleOf(user), book.roles()).permissionFor(type);
  }

  JsonObject assign(Call call) throws IOException {
    String user = call.username();
    MlflowRole role = role(call);
    call.isAbout(user, role.role(), true);
    accounts.assign(user, role.role());
    return MlflowJson.of("assignment", role.assignmentTo(user));
  }

  JsonObject unassign(Call call) throws IOException {
    String user = call.username();
    MlflowRole role = role(call);
    call.isAbout(user, role.role(), false);
    accounts.unassign(user, role.role());
    return new JsonObject();
  }

  private MlflowRole role(Call call) {
    int id = call.parameters().number("role_id");
    return MlflowRole.byId(id, accounts.roles());
  }

  static JsonArray roles(AccountBook book, String user) {
    return array(book.rolesOf(user), book);
  }

  private JsonArray roles(List<Role> shown) {
    JsonArray roles = new JsonArray();
    shown.forEach(role -> roles.add(new MlflowRole(role, accounts.roles()).toJson()));
    return roles;
  }

  private static JsonArray array(List<Role> some, AccountBook book) {
    JsonArray roles = new JsonArray();
    some.forEach(role -> roles.add(new MlflowRole(role, book.roles()).toJson()));
    return roles;
  }
}
