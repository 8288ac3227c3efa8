package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.FilterParameters;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A setting by name. docs/settings.md says what each of them means.
 *
 * @param name without the prefix, such as {@code htpasswd-file}
 */
record Setting(String name) {

  static final String PREFIX = "gatekeeper.";
  static final String ENVIRONMENT_PREFIX = "GATEKEEPER_";

  static final Setting UPSTREAM = new Setting("upstream");
  static final Setting UPSTREAM_DOWN_MESSAGE = new Setting("upstream-down-message");
  static final Setting REALM = new Setting("realm");

  /** What the filter makes of these is its own business. */
  static final List<Setting> OF_THE_FILTER =
      FilterParameters.NAMES.stream().map(Setting::new).toList();

  static Stream<Setting> all() {
    return Stream.concat(Stream.of(UPSTREAM, UPSTREAM_DOWN_MESSAGE), OF_THE_FILTER.stream());
  }

  /** As a context-param and as a system property: {@code gatekeeper.htpasswd-file}. */
  String propertyName() {
    return PREFIX + name;
  }

  /** In the environment: {@code GATEKEEPER_HTPASSWD_FILE}. */
  String environmentName() {
    return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
