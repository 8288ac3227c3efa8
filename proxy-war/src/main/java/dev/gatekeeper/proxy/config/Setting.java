package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.FilterParameters;
import dev.gatekeeper.auth.ParameterName;
import dev.gatekeeper.realms.container.ContainerParameters;
import dev.gatekeeper.realms.jdbc.JdbcParameters;
import dev.gatekeeper.realms.ldap.LdapParameters;
import dev.gatekeeper.realms.oidc.OidcParameters;
import dev.gatekeeper.realms.oidc.session.SessionParameters;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A setting by name. docs/settings.md says what each of them means.
 *
 * @param name without the prefix, such as {@code htpasswd-file}
 */
record Setting(String name) implements ParameterName {

  static final String PREFIX = "gatekeeper.";
  static final String ENVIRONMENT_PREFIX = "GATEKEEPER_";

  static final Setting UPSTREAM = new Setting("upstream");
  static final Setting UPSTREAM_DOWN_MESSAGE = new Setting("upstream-down-message");
  static final Setting CONNECT_TIMEOUT = new Setting("upstream-connect-timeout");
  static final Setting RESPONSE_TIMEOUT = new Setting("upstream-response-timeout");
  static final Setting IDLE_TIMEOUT = new Setting("upstream-idle-timeout");
  static final Setting TRUST_STORE = new Setting("upstream-trust-store");
  static final Setting TRUST_STORE_PASSWORD = new Setting("upstream-trust-store-password");
  static final Setting KEY_STORE = new Setting("upstream-key-store");
  static final Setting KEY_STORE_PASSWORD = new Setting("upstream-key-store-password");
  static final Setting EXCHANGES_AT_ONCE = new Setting("exchanges-at-once");
  static final Setting STOP_NOTICE = new Setting("stop-notice");
  static final Setting STOP_PATIENCE = new Setting("stop-patience");
  static final Setting USER_HEADER = new Setting("user-header");
  static final Setting FORWARDED_HEADER = new Setting("forwarded-header");
  static final Setting ADMITTED_HEADERS = new Setting("admitted-headers");
  static final Setting READERS = new Setting("readers");
  static final Setting WRITERS = new Setting("writers");
  static final Setting DELETERS = new Setting("deleters");
  static final Setting ADMINS = new Setting("admins");
  static final Setting DEFAULT_ROLE = new Setting("default-role");
  static final Setting DELETE_ROLE = new Setting("delete-role");
  static final Setting PUBLIC_ORIGINS = new Setting("public-origins");
  static final Setting ACCOUNT_PAGES = new Setting("account-pages");
  static final Setting AUDIT_FILE = new Setting("audit-file");
  static final Setting REALM = new Setting("realm");
  static final Setting REALMS = new Setting("realms");

  private static final List<Setting> OF_THE_PROXY =
      List.of(
          UPSTREAM,
          UPSTREAM_DOWN_MESSAGE,
          CONNECT_TIMEOUT,
          RESPONSE_TIMEOUT,
          IDLE_TIMEOUT,
          TRUST_STORE,
          TRUST_STORE_PASSWORD,
          KEY_STORE,
          KEY_STORE_PASSWORD,
          EXCHANGES_AT_ONCE,
          STOP_NOTICE,
          STOP_PATIENCE,
          USER_HEADER,
          FORWARDED_HEADER,
          ADMITTED_HEADERS);

  private static final List<Setting> OF_RIGHTS =
      List.of(
          READERS,
          WRITERS,
          DELETERS,
          ADMINS,
          DEFAULT_ROLE,
          DELETE_ROLE,
          PUBLIC_ORIGINS,
          ACCOUNT_PAGES,
          AUDIT_FILE);

  private static final List<Setting> OF_REALMS =
      Stream.of(
              Set.of(REALMS.name()),
              LdapParameters.NAMES,
              OidcParameters.NAMES,
              SessionParameters.NAMES,
              JdbcParameters.NAMES,
              ContainerParameters.NAMES)
          .flatMap(Set::stream)
          .map(Setting::new)
          .toList();

  /** What the filter makes of these is its own business. */
  static final List<Setting> OF_THE_FILTER =
      FilterParameters.NAMES.stream().map(Setting::new).toList();

  static Stream<Setting> all() {
    return Stream.of(OF_THE_PROXY, OF_RIGHTS, OF_REALMS, OF_THE_FILTER).flatMap(List::stream);
  }

  @Override
  public String parameterName() {
    return name;
  }

  /** As a context-param and as a system property: {@code gatekeeper.htpasswd-file}. */
  String propertyName() {
    return PREFIX + name;
  }

  /** In the environment: {@code GATEKEEPER_HTPASSWD_FILE}. */
  String environmentName() {
    return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * Says in a sentence why the deployment stops.
   *
   * @param why its message is a clause, such as "it must be a number"
   */
  IllegalArgumentException unusable(String value, Exception why) {
    return new IllegalArgumentException(
        "The setting " + propertyName() + " is '" + value + "', but " + why.getMessage() + ".",
        why);
  }
}
