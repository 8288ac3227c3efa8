package dev.gatekeeper.realms.container;

import dev.gatekeeper.auth.ParameterName;
import java.util.Locale;

/** The names of the parameters. {@link ContainerParameters} says what each of them means. */
enum ContainerParameter implements ParameterName {
  CONTAINER_ROLES,
  CONTAINER_REMEMBER_FOR;

  /** As in settings: {@code container-roles}. */
  @Override
  public String parameterName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
