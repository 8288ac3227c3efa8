package dev.gatekeeper.auth;

import java.util.Locale;

/** The names of the parameters. {@link FilterParameters} says what each of them means. */
enum Parameter implements ParameterName {
  HTPASSWD_FILE,
  HTGROUP_FILE,
  REALM,
  OPEN_PATHS,
  OPEN_PREFLIGHT,
  TRUSTED_PROXIES,
  MAX_BCRYPT_COST,
  MAX_SHA_CRYPT_ROUNDS,
  PLAIN_TEXT_PASSWORDS,
  REMEMBER_FOR,
  REMEMBER_AT_MOST,
  CHECKS_AT_ONCE,
  CHECKS_WAITING,
  CHECK_PATIENCE,
  LOCKOUT_AFTER,
  LOCKOUT_FIRST_DELAY,
  LOCKOUT_LONGEST_DELAY,
  LOCKOUT_FORGET_AFTER,
  LOCKOUT_TRACKED_AT_MOST;

  /** As in web.xml: {@code htpasswd-file}. */
  @Override
  public String parameterName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
