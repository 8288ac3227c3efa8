package dev.gatekeeper.realms.ldap;

import dev.gatekeeper.auth.ParameterName;
import java.util.Locale;

/** The names of the parameters. {@link LdapParameters} says what each of them means. */
enum LdapParameter implements ParameterName {
  LDAP_URL,
  LDAP_START_TLS,
  LDAP_TRUST_STORE,
  LDAP_TRUST_STORE_PASSWORD,
  LDAP_TRUST_STORE_PASSWORD_FILE,
  LDAP_BIND_DN,
  LDAP_BIND_PASSWORD,
  LDAP_BIND_PASSWORD_FILE,
  LDAP_USER_BASE,
  LDAP_USER_FILTER,
  LDAP_USER_PATTERN,
  LDAP_USER_ATTRIBUTE,
  LDAP_GROUP_BASE,
  LDAP_GROUP_FILTER,
  LDAP_GROUP_ATTRIBUTE,
  LDAP_MEMBER_OF_ATTRIBUTE,
  LDAP_NESTED_GROUPS,
  LDAP_ROLES,
  LDAP_REMEMBER_FOR,
  LDAP_CONNECTIONS,
  LDAP_CONNECT_TIMEOUT,
  LDAP_RESPONSE_TIMEOUT;

  /** As in settings: {@code ldap-user-base}. */
  @Override
  public String parameterName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
