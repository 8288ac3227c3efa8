package dev.gatekeeper.proxy.config;

import java.util.Locale;

/** The names of the settings. docs/settings.md says what each of them means. */
enum Setting {
  UPSTREAM,
  UPSTREAM_DOWN_MESSAGE,
  HTPASSWD_FILE,
  HTGROUP_FILE,
  REALM;

  static final String PREFIX = "gatekeeper.";
  static final String ENVIRONMENT_PREFIX = "GATEKEEPER_";

  /** As a context-param and as a system property: {@code gatekeeper.htpasswd-file}. */
  String propertyName() {
    return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** In the environment: {@code GATEKEEPER_HTPASSWD_FILE}. */
  String environmentName() {
    return ENVIRONMENT_PREFIX + name();
  }
}
