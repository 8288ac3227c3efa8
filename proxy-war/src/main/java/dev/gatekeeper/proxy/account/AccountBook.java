package dev.gatekeeper.proxy.account;

import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is there and who has which role, at one moment.
 *
 * @param users in the order of the file
 * @param groups the members by group
 * @param roles what groups and settings mean
 */
record AccountBook(Set<String> users, Map<String, Set<String>> groups, Roles roles) {

  /**
   * @throws AccountException if there is no such user
   */
  void require(String user) {
    if (!users.contains(user)) {
      throw AccountException.missing("User with username=" + user + " not found");
    }
  }

  boolean isInGroup(String user, Role role) {
    return isInGroup(user, role.lowerCaseName());
  }

  private boolean isInGroup(String user, String group) {
    return groups.getOrDefault(group, Set.of()).contains(user);
  }

  boolean isInAGroup(String user) {
    return groups.values().stream().anyMatch(members -> members.contains(user));
  }

  /** The highest role of a user. */
  Role roleOf(String user) {
    return roles.of(user, group -> isInGroup(user, group));
  }

  boolean isAdmin(String user) {
    return roleOf(user) == Role.ADMIN;
  }

  /** The roles that a user was given, the least first; or that of those who were given none. */
  List<Role> rolesOf(String user) {
    List<Role> given =
        Roles.GRANTED.stream()
            .filter(role -> isInGroup(user, role) || roles.isListed(user, role))
            .sorted()
            .toList();
    return given.isEmpty() && roles.otherwise() != Role.NONE ? List.of(roles.otherwise()) : given;
  }

  List<String> usersOf(Role role) {
    return users.stream().filter(user -> rolesOf(user).contains(role)).toList();
  }

  /** Those that make a difference here, the least first. */
  List<Role> shownRoles() {
    return Roles.GRANTED.stream()
        .filter(role -> role != Role.DELETER || roles.mayDelete() == Role.DELETER)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
