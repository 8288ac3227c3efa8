package dev.gatekeeper.realms.oidc.session;

import dev.gatekeeper.auth.ParameterName;
import java.util.Locale;

/** The names of the parameters. {@link SessionParameters} says what each of them means. */
enum SessionParameter implements ParameterName {
  OIDC_SESSION_IDLE,
  OIDC_SESSION_LIFETIME,
  OIDC_SESSION_KEY_FILE;

  @Override
  public String parameterName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
