package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import dev.gatekeeper.proxy.origin.PublicOrigins;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What concerns who may do what.
 *
 * @param roles of the users
 * @param origins whose pages may change something
 * @param accountPages whether the gate answers MLflow's user API itself
 * @param auditFile where lines about changes and refusals go, if not to the logger
 */
record AccessSettings(
    Roles roles, PublicOrigins origins, boolean accountPages, Optional<Path> auditFile) {

  private static final List<Role> DEFAULTS =
      List.of(Role.NONE, Role.READER, Role.WRITER, Role.DELETER, Role.ADMIN);
  private static final List<Role> DELETING = List.of(Role.WRITER, Role.DELETER, Role.ADMIN);

  static AccessSettings of(ParameterValues values) {
    return new AccessSettings(
        new Roles(
            Map.of(
                Role.READER, users(values, Setting.READERS),
                Role.WRITER, users(values, Setting.WRITERS),
                Role.DELETER, users(values, Setting.DELETERS),
                Role.ADMIN, users(values, Setting.ADMINS)),
            values
                .value(Setting.DEFAULT_ROLE, name -> Roles.parse(name, DEFAULTS))
                .orElse(Role.WRITER),
            values
                .value(Setting.DELETE_ROLE, name -> Roles.parse(name, DELETING))
                .orElse(Role.WRITER)),
        values
            .value(Setting.PUBLIC_ORIGINS, PublicOrigins::parse)
            .orElse(PublicOrigins.OF_THE_REQUEST),
        values.value(Setting.ACCOUNT_PAGES, AccessSettings::isOn).orElse(true),
        values.file(Setting.AUDIT_FILE));
  }

  private static boolean isOn(String text) {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("it must be on or off");
    };
  }

  private static Set<String> users(ParameterValues values, Setting setting) {
    return values.value(setting, Settings::words).orElse(Set.of());
  }
}
