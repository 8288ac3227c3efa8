package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.FilterParameters;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import dev.gatekeeper.realms.container.ContainerParameters;
import dev.gatekeeper.realms.jdbc.JdbcParameters;
import dev.gatekeeper.realms.ldap.LdapParameters;
import dev.gatekeeper.realms.oidc.OidcParameters;
import dev.gatekeeper.realms.oidc.session.SessionParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which realms there are, in the order in which they are asked.
 *
 * @param kinds each at most once, at least one
 * @param openers of all but the password file
 * @param sessions how long people stay signed in at the provider, if there is one
 */
record RealmSettings(
    List<Kind> kinds, Map<Kind, Opener> openers, Optional<SessionParameters> sessions) {

  private static final List<String> ROLES =
      Roles.GRANTED.stream().map(Role::lowerCaseName).toList();

  /** A realm that {@code gatekeeper.realms} can name. */
  enum Kind {
    HTPASSWD,
    LDAP,
    OIDC,
    JDBC,
    CONTAINER;

    String lowerCaseName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The settings of the password file are the filter's, and may stand idle. */
    boolean isOwnerOf(Setting setting) {
      return this != HTPASSWD && setting.name().startsWith(lowerCaseName() + "-");
    }
  }

  /** Opens a realm whose settings have been read. */
  @FunctionalInterface
  interface Opener {
    CredentialRealm open(FilterParameters filter);
  }

  static RealmSettings of(ParameterValues values) {
    List<Kind> kinds =
        values.value(Setting.REALMS, RealmSettings::kinds).orElse(List.of(Kind.HTPASSWD));
    refuseIdle(kinds, values);
    Map<Kind, Opener> openers = new EnumMap<>(Kind.class);
    for (Kind kind : kinds) {
      opener(kind, values).ifPresent(opener -> openers.put(kind, opener));
    }
    Optional<SessionParameters> sessions =
        kinds.contains(Kind.OIDC) ? Optional.of(SessionParameters.of(values)) : Optional.empty();
    return new RealmSettings(kinds, openers, sessions);
  }

  private static Optional<Opener> opener(Kind kind, ParameterValues values) {
    return switch (kind) {
      case HTPASSWD -> Optional.empty();
      case LDAP -> {
        LdapParameters ldap = new LdapParameters(values, ROLES);
        yield Optional.of(filter -> ldap.open());
      }
      case OIDC -> {
        OidcParameters oidc = new OidcParameters(values, ROLES);
        yield Optional.of(filter -> oidc.open());
      }
      case JDBC -> {
        JdbcParameters jdbc = new JdbcParameters(values, ROLES);
        yield Optional.of(filter -> jdbc.open(filter.hashPolicy()));
      }
      case CONTAINER -> {
        ContainerParameters container = ContainerParameters.of(values, ROLES);
        yield Optional.of(filter -> container.open());
      }
    };
  }

  /** Who has written them believes that they count. */
  private static void refuseIdle(List<Kind> kinds, ParameterValues values) {
    for (Setting setting : Setting.all().toList()) {
      for (Kind kind : Kind.values()) {
        boolean isWritten = !values.texts().getOrDefault(setting.name(), "").isEmpty();
        if (isWritten && kind.isOwnerOf(setting) && !kinds.contains(kind)) {
          throw new IllegalArgumentException(
              "The setting %s is there, but %s does not name the realm %s."
                  .formatted(
                      setting.propertyName(), Setting.REALMS.propertyName(), kind.lowerCaseName()));
        }
      }
    }
  }

  private static List<Kind> kinds(String text) {
    List<Kind> kinds = new ArrayList<>();
    for (String name : text.trim().split("[,\\s]+", -1)) {
      Kind kind = kind(name);
      if (kinds.contains(kind)) {
        throw new IllegalArgumentException("it names " + name + " twice");
      }
      kinds.add(kind);
    }
    return List.copyOf(kinds);
  }

  private static Kind kind(String name) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.lowerCaseName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no realm '" + name + "'; known are " + names()));
  }

  private static String names() {
    return Arrays.stream(Kind.values()).map(Kind::lowerCaseName).collect(Collectors.joining(", "));
  }

  /**
   * Opens the realms; one whose provider is down is open all the same, and lets nobody in.
   *
   * @param filter knows the password file
   */
  OpenRealms open(FilterParameters filter) {
    OpenRealms.Builder realms = new OpenRealms.Builder(kinds);
    for (Kind kind : kinds) {
      Opener opener = openers.get(kind);
      if (opener == null) {
        realms.htpasswd(filter.openRealm());
      } else {
        realms.add(kind, opener.open(filter));
      }
    }
    return realms.build();
  }
}
