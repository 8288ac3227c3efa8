package dev.gatekeeper.proxy.account;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gatekeeper.proxy.mlflow.Role;
import java.io.IOException;
import java.util.Optional;

/**
 * The calls about users, as {@code mlflow/server/auth/__init__.py} answers them.
 *
 * <p>This class is thread-safe.
 */
final class UserCalls {

  private final Accounts accounts;

  UserCalls(Accounts accounts) {
    this.accounts = accounts;
  }

  JsonObject current(Call call) {
    JsonObject answer = MlflowJson.of("user", MlflowJson.user(call.caller(), call.byAdmin()));
    // MLflow's pages show what is for Basic authentication alone: log-out, the change of a password
    answer.addProperty("is_basic_auth", true);
    return answer;
  }

  /** Everyone may see who is there, as in MLflow: its pages ask for it to name reviewers. */
  JsonObject list(Call call) throws IOException {
    AccountBook book = accounts.read();
    JsonArray users = new JsonArray();
    for (String name : book.everyone()) {
      JsonObject user = MlflowJson.user(name, book.isAdmin(name));
      if (accounts.areOfSeveralRealms()) {
        user.addProperty("realm", book.realmOf(name));
      }
      boolean seesRoles = call.byAdmin() || name.equals(call.caller());
      user.add("roles", seesRoles ? RoleCalls.roles(book, name) : new JsonArray());
      users.add(user);
    }
    return MlflowJson.of("users", users);
  }

  JsonObject get(Call call) throws IOException {
    String name = call.ownOrAdminsUsername();
    AccountBook book = accounts.read();
    book.require(name);
    return MlflowJson.of("user", MlflowJson.user(name, book.isAdmin(name)));
  }

  JsonObject create(Call call) throws IOException {
    String name = call.username();
    String password = call.parameters().text("password");
    if (name.isEmpty() || password.isEmpty()) {
      throw AccountException.invalid("Username and password cannot be empty.");
    }
    call.isAbout(name);
    accounts.create(name, password);
    return MlflowJson.of("user", MlflowJson.user(name, accounts.read().isAdmin(name)));
  }

  JsonObject updatePassword(Call call) throws IOException {
    String name = call.ownOrAdminsUsername();
    String password = call.parameters().text("password");
    call.isAbout(name);
    accounts.requirePasswordHere(name);
    if (name.equals(call.caller())) {
      requireCurrentPassword(call, name, password);
    }
    accounts.setPassword(name, password);
    return new JsonObject();
  }

  /** Who finds a browser that somebody has left open must not take the account over. */
  private void requireCurrentPassword(Call call, String name, String password) throws IOException {
    if (!call.parameters().isGiven("current_password")) {
      throw AccountException.invalid(
          "Current password is required when changing your own password.");
    }
    Optional<String> current = call.parameters().optionalText("current_password");
    if (current.isEmpty() || !accounts.isPassword(name, current.get())) {
      throw AccountException.invalid("Current password does not match.");
    }
    if (current.get().equals(password)) {
      throw AccountException.invalid("New password must differ from the current password.");
    }
  }

  JsonObject updateAdmin(Call call) throws IOException {
    String name = call.username();
    boolean isAdmin = call.parameters().flag("is_admin");
    call.isAbout(name, Role.ADMIN, isAdmin);
    if (isAdmin) {
      accounts.grant(name, Role.ADMIN);
    } else {
      accounts.revoke(name, Role.ADMIN);
    }
    return new JsonObject();
  }

  JsonObject delete(Call call) throws IOException {
    String name = call.username();
    call.isAbout(name);
    if (name.equals(call.caller())) {
      throw AccountException.notDone(
          "Users cannot delete their own account. Ask another admin to delete this user instead.");
    }
    accounts.delete(name);
    return new JsonObject();
  }
}
