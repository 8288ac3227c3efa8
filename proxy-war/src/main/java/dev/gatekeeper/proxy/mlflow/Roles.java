package dev.gatekeeper.proxy.mlflow;

import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;

import dev.gatekeeper.auth.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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

  /**
   * Refuses what a user may not do; everything is allowed to nobody, for whom a path is open.
   *
   * @param request whose user it is about
   * @param access what the request would do
   * @return a 403 that names the role to ask for, or empty
   */
  public Optional<Refusal> refusalOf(HttpServletRequest request, Access access) {
    String user = request.getRemoteUser();
    if (user == null) {
      return Optional.empty();
    }
    Role role = of(user, request::isUserInRole);
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

  /**
   * Finds a user's role.
   *
   * @param user the user's name
   * @param isInGroup whether a realm has put the user into a group of that name
   * @return the highest of those that the user was given, or the role of who has none
   */
  public Role of(String user, Predicate<String> isInGroup) {
    for (Role role : GRANTED) {
      if (isInGroup.test(role.lowerCaseName()) || isListed(user, role)) {
        return role;
      }
    }
    return otherwise;
  }

  /**
   * Whether a setting gives a user a role, which no group can take away.
   *
   * @param user the user's name
   * @param role one of {@link #GRANTED}
   * @return whether the user is in that list
   */
  public boolean isListed(String user, Role role) {
    return listed.getOrDefault(role, Set.of()).contains(user);
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
