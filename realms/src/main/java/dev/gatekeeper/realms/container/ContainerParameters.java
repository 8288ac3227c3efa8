package dev.gatekeeper.realms.container;

import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.realms.GroupRoles;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The configuration of a {@link ContainerRealm}; all else is the container's. Immutable and
 * thread-safe.
 *
 * @param roles {@code container-roles}: which roles of the container give which of the webapp; only
 *     these are asked for
 * @param rememberFor {@code container-remember-for}: after which time a user who was removed is
 *     out, 5m
 */
public record ContainerParameters(GroupRoles roles, Duration rememberFor) {

  /** The names of all parameters. */
  public static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(
          Arrays.stream(ContainerParameter.values())
              .map(ContainerParameter::parameterName)
              .collect(Collectors.toCollection(TreeSet::new)));

  private static final Duration USUALLY_REMEMBERED = Duration.ofMinutes(5);

  /**
   * Reads and checks the parameters.
   *
   * @param values the texts, among which there may be others
   * @param roles those that the webapp knows
   * @return what they mean
   * @throws ParameterException if a value can't be used
   */
  public static ContainerParameters of(ParameterValues values, Collection<String> roles) {
    return new ContainerParameters(
        values
            .value(ContainerParameter.CONTAINER_ROLES, text -> GroupRoles.parse(text, roles))
            .orElseGet(() -> GroupRoles.ofTheSameName(roles)),
        values.time(ContainerParameter.CONTAINER_REMEMBER_FOR, Duration.ZERO, USUALLY_REMEMBERED));
  }

  /**
   * Makes the realm, which needs a {@link RequestBindingFilter} in front.
   *
   * @return a realm that asks the container
   */
  public ContainerRealm open() {
    return new ContainerRealm(roles, rememberFor);
  }
}
