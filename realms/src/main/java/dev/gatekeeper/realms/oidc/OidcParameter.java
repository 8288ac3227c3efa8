package dev.gatekeeper.realms.oidc;

import dev.gatekeeper.auth.ParameterName;
import java.util.Locale;

/** The names of the parameters. {@link OidcParameters} says what each of them means. */
enum OidcParameter implements ParameterName {
  OIDC_ISSUER,
  OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET,
  OIDC_CLIENT_SECRET_FILE,
  OIDC_AUDIENCE,
  OIDC_USER_CLAIM,
  OIDC_GROUPS_CLAIM,
  OIDC_ROLES,
  OIDC_INTROSPECT,
  OIDC_REMEMBER_FOR,
  OIDC_CLOCK_SKEW,
  OIDC_TIMEOUT,
  OIDC_TRUST_STORE,
  OIDC_TRUST_STORE_PASSWORD;

  /** As in settings: {@code oidc-client-id}. */
  @Override
  public String parameterName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
