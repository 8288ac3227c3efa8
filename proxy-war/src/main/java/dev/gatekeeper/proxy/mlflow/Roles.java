package dev.gatekeeper.proxy.mlflow;

import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;

import dev.gatekeeper.auth.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what. A user has the highest role of the groups of that name and of the lists.
 *
 * @param listed users by role, beside those whom a realm puts into a group of the role's name
 * @param otherwise the role of a user who has none
 * @param mayDelete the least role that may delete
 */
public record Roles(Map<Role, Set<String>> listed, Role otherwise, Role mayDelete) {

  /** Those that a user can be given. */
  public static final List<Role> GRANTED =
      List.of(Role.ADMIN, Role.DELETER, Role.WRITER, Role.READER);

  /**
   * Copies the lists.
   *
   * @param listed users by role
   * @param otherwise the role of a user who has none
   * @param mayDelete the least role that may delete
   */
  public Roles {
    listed = Map.copyOf(listed);
  }

  /**
   * Reads the name of a role.
   *
   * @param name such as {@code reader}
   * @param allowed those that make sense
   * @return the role
   * @throws IllegalArgumentException if it is none of these; the message is a clause that lists
   *     them
   */
  public static Role parse(String name, List<Role> allowed) {
    return allowed.stream()
        .filter(role -> role.lowerCaseName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it must be one of "
                        + String.join(", ", allowed.stream().map(Role::lowerCaseName).toList())));
  }

  /** Refuses what a user may not do; everything is allowed to nobody, for whom a path is open. */
  Optional<Refusal> refusalOf(HttpServletRequest request, Access access) {
    String user = request.getRemoteUser();
    if (user == null) {
      return Optional.empty();
    }
    Role role = roleOf(request, user);
    Role needed = neededFor(access);
    return role.includes(needed)
        ? Optional.empty()
        : Optional.of(new Refusal(SC_FORBIDDEN, sentence(user, role, access, needed)));
  }

  private static String sentence(String user, Role role, Access access, Role needed) {
    String but = role == Role.NONE ? "" : " but not " + access.verb();
    return "%s may %s%s here; ask for the role '%s'."
        .formatted(user, role.rights(), but, needed.lowerCaseName());
  }

  private Role roleOf(HttpServletRequest request, String user) {
    for (Role role : GRANTED) {
      if (request.isUserInRole(role.lowerCaseName())
          || listed.getOrDefault(role, Set.of()).contains(user)) {
        return role;
      }
    }
    return otherwise;
  }

  private Role neededFor(Access access) {
    return switch (access) {
      case READ, OWN -> Role.READER;
      case WRITE -> Role.WRITER;
      case DELETE -> mayDelete;
      case ADMINISTER -> Role.ADMIN;
    };
  }
}
