package dev.gatekeeper.realms.jdbc;

import dev.gatekeeper.auth.ParameterName;
import java.util.Locale;

/** The names of the parameters. {@link JdbcParameters} says what each of them means. */
enum JdbcParameter implements ParameterName {
  JDBC_DATA_SOURCE,
  JDBC_URL,
  JDBC_USER,
  JDBC_PASSWORD,
  JDBC_PASSWORD_FILE,
  JDBC_PASSWORD_QUERY,
  JDBC_ROLES_QUERY,
  JDBC_ROLES,
  JDBC_REMEMBER_FOR,
  JDBC_CONNECTIONS,
  JDBC_CONNECT_TIMEOUT,
  JDBC_QUERY_TIMEOUT;

  /** As in settings: {@code jdbc-data-source}. */
  @Override
  public String parameterName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
