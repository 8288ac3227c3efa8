package dev.gatekeeper.proxy.account;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A role of the gate as MLflow shows one: with what it permits in MLflow's words ({@code
 * mlflow/server/auth/permissions.py}). They are told to people and to MLflow's pages, which hide
 * buttons by them; what is permitted, {@code operations.txt} says.
 *
 * @param role which one
 * @param roles which says who may delete
 */
record MlflowRole(Role role, Roles roles) {

  /** The one that a server has which has no workspaces. */
  static final String WORKSPACE = "default";

  private static final List<Role> BY_ID =
      List.of(Role.READER, Role.WRITER, Role.DELETER, Role.ADMIN);

  private static final List<String> CONTENT =
      List.of("experiment", "registered_model", "prompt", "scorer");
  private static final List<String> OF_THE_SERVER =
      List.of("mcp_server", "gateway_model_definition", "gateway_secret");
  private static final String ENDPOINT = "gateway_endpoint";

  private static final List<String> ALLOWING_USE = List.of("USE", "EDIT", "MANAGE");

  /**
   * @throws AccountException if there is none
   */
  static MlflowRole byId(int id, Roles roles) {
    if (id < 1 || id > BY_ID.size()) {
      throw AccountException.missing("Role with id=" + id + " not found");
    }
    return new MlflowRole(BY_ID.get(id - 1), roles);
  }

  static List<String> names() {
    return BY_ID.stream().map(Role::lowerCaseName).toList();
  }

  int id() {
    return BY_ID.indexOf(role) + 1;
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("id", id());
    json.addProperty("name", role.lowerCaseName());
    json.addProperty("workspace", WORKSPACE);
    json.addProperty("description", "May " + role.rights() + ".");
    json.add("permissions", permissionsAsJson());
    return json;
  }

  JsonArray permissionsAsJson() {
    JsonArray array = new JsonArray();
    permissions()
        .forEach(
            (type, permission) -> {
              JsonObject json = new JsonObject();
              json.addProperty("id", id() * 100 + array.size());
              json.addProperty("role_id", id());
              json.addProperty("resource_type", type);
              json.addProperty("resource_pattern", "*");
              json.addProperty("permission", permission);
              array.add(json);
            });
    return array;
  }

  /** Of {@code users/permissions/list}. */
  JsonArray rows() {
    JsonArray rows = new JsonArray();
    permissions()
        .forEach(
            (type, permission) -> {
              JsonObject row = new JsonObject();
              row.addProperty("role_id", id());
              row.addProperty("role_name", role.lowerCaseName());
              row.addProperty("workspace", WORKSPACE);
              row.addProperty("resource_type", type);
              row.addProperty("resource_pattern", "*");
              row.addProperty("permission", permission);
              rows.add(row);
            });
    return rows;
  }

  /**
   * Of {@code users/permissions/get}.
   *
   * @throws AccountException if there is no such type
   */
  JsonObject permissionFor(String type) {
    if (!CONTENT.contains(type) && !OF_THE_SERVER.contains(type) && !type.equals(ENDPOINT)) {
      throw AccountException.invalid("Invalid resource type.");
    }
    String permission = permissions().getOrDefault(type, "NO_PERMISSIONS");
    JsonObject json = new JsonObject();
    json.addProperty("allowed", ALLOWING_USE.contains(permission));
    json.addProperty("permission", permission);
    return json;
  }

  JsonObject assignmentTo(String user) {
    JsonObject assignment = new JsonObject();
    assignment.addProperty("id", MlflowJson.userId(id() + ":" + user));
    assignment.addProperty("user_id", MlflowJson.userId(user));
    assignment.addProperty("role_id", id());
    return assignment;
  }

  private Map<String, String> permissions() {
    boolean mayDelete = role.compareTo(roles.mayDelete()) >= 0;
    String ofContent = mayDelete ? "MANAGE" : "EDIT";
    return switch (role) {
      case NONE -> Map.of();
      case READER -> permissions(Map.of(), "READ", "READ", "READ");
      // who may manage a workspace may manage its users
      case WRITER, DELETER -> permissions(Map.of("workspace", "USE"), ofContent, "USE", "READ");
      case ADMIN -> permissions(Map.of("workspace", "MANAGE"), "MANAGE", "MANAGE", "MANAGE");
    };
  }

  private static Map<String, String> permissions(
      Map<String, String> ofWorkspace, String ofContent, String ofEndpoints, String ofServer) {
    Map<String, String> permissions = new LinkedHashMap<>(ofWorkspace);
    CONTENT.forEach(type -> permissions.put(type, ofContent));
    permissions.put(ENDPOINT, ofEndpoints);
    OF_THE_SERVER.forEach(type -> permissions.put(type, ofServer));
    return permissions;
  }
}
