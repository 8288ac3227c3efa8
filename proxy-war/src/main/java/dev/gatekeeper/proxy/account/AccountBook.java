package dev.gatekeeper.proxy.account;

import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is there and who has which role, at one moment.
 *
 * @param users those whose accounts the file has, in its order
 * @param groups the members by group
 * @param others who signed in through other realms, by name; none of them is among the users
 * @param roles what groups and settings mean
 */
record AccountBook(
    Set<String> users,
    Map<String, Set<String>> groups,
    Map<String, SignedInUser> others,
    Roles roles) {

  static AccountBook of(
      Set<String> inFile, Map<String, Set<String>> groups, SignedInUsers signedIn, Roles roles) {
    Map<String, SignedInUser> others = signedIn.beside(inFile);
    Set<String> users = new LinkedHashSet<>(inFile);
    users.removeAll(others.keySet());
    return new AccountBook(users, groups, others, roles);
  }

  /** The file's, then those of other realms. */
  List<String> everyone() {
    return Stream.concat(users.stream(), others.keySet().stream()).toList();
  }

  /** The name of the realm through which a user signs in. */
  String realmOf(String user) {
    SignedInUser other = others.get(user);
    return other == null ? SignedInUsers.OF_THE_FILE : other.realm();
  }

  /**
   * @throws AccountException if there is no such user
   */
  void require(String user) {
    if (!users.contains(user) && !others.containsKey(user)) {
      throw AccountException.missing("User with username=" + user + " not found");
    }
  }

  /**
   * @param change as in "the password is changed", for the sentence that says where
   * @throws AccountException if another realm has the account
   */
  void requireNotOfOthers(String user, String change) {
    if (others.containsKey(user)) {
      throw AccountException.notDone(
          "%s signs in through %s; %s there.".formatted(user, realmOf(user), change));
    }
  }

  boolean isInGroup(String user, Role role) {
    return isInGroup(user, role.lowerCaseName());
  }

  private boolean isInGroup(String user, String group) {
    SignedInUser other = others.get(user);
    return other == null
        ? groups.getOrDefault(group, Set.of()).contains(user)
        : other.isInGroup(group);
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
    return everyone().stream().filter(user -> rolesOf(user).contains(role)).toList();
  }

  /** Those that make a difference here, the least first. */
  List<Role> shownRoles() {
    return Roles.GRANTED.stream()
        .filter(role -> role != Role.DELETER || roles.mayDelete() == Role.DELETER)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
