package dev.gatekeeper.realms.jdbc;

import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.auth.ParameterName;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.realms.GroupRoles;
import dev.gatekeeper.realms.SecretParameter;
import java.sql.Driver;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The configuration of a {@link JdbcRealm}.
 *
 * <table>
 * <caption>The parameters</caption>
 * <tr><th>name</th><th>meaning</th></tr>
 * <tr><td>{@code jdbc-data-source}</td><td>the JNDI name of a container's DataSource</td></tr>
 * <tr><td>{@code jdbc-url}, {@code jdbc-user}, {@code jdbc-password} or {@code
 *     jdbc-password-file}</td><td>in its place, where the database is and as whom to ask
 *     it</td></tr>
 * <tr><td>{@code jdbc-password-query}</td><td>finds the hash for a name, which is its one
 *     {@code ?}; a second column is the name as the database has it</td></tr>
 * <tr><td>{@code jdbc-roles-query}</td><td>finds the groups for a name, one in a row</td></tr>
 * <tr><td>{@code jdbc-roles}</td><td>see {@link GroupRoles}</td></tr>
 * <tr><td>{@code jdbc-remember-for}</td><td>after which time a user who was removed is out,
 *     5m</td></tr>
 * <tr><td>{@code jdbc-connections}</td><td>how many at a time, 4</td></tr>
 * <tr><td>{@code jdbc-connect-timeout}, {@code jdbc-query-timeout}</td><td>how long a login waits
 *     for a connection and for a query, 5s each</td></tr>
 * </table>
 *
 * <p>This class is immutable and thread-safe. It has the password of the database.
 */
public final class JdbcParameters {

  /** The names of all parameters. */
  public static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(
          Arrays.stream(JdbcParameter.values())
              .map(JdbcParameter::parameterName)
              .collect(Collectors.toCollection(TreeSet::new)));

  private static final Duration USUAL_WAIT = Duration.ofSeconds(5);

  /** HikariCP waits no shorter. */
  private static final Duration SHORTEST_CONNECT = Duration.ofMillis(250);

  /** JDBC counts whole seconds. */
  private static final Duration SHORTEST_QUERY = Duration.ofSeconds(1);

  private static final Duration USUALLY_REMEMBERED = Duration.ofMinutes(5);
  private static final int USUAL_CONNECTIONS = 4;
  private static final int MANY_CONNECTIONS = 1_000;

  private final Optional<String> dataSource;
  private final Optional<Login> login;
  private final Queries queries;
  private final GroupRoles roles;
  private final Duration rememberFor;
  private final Limits limits;

  /** Where the database is and as whom to ask it, and what speaks its protocol. */
  record Login(String url, String user, String password, Driver driver) {
    @Override
    public String toString() {
      return "Login[" + Drivers.shown(url) + "]";
    }
  }

  /**
   * Reads and checks the parameters.
   *
   * @param values the texts, among which there may be others
   * @param roles those that the webapp knows
   * @throws ParameterException if a value can't be used, or one is missing
   */
  public JdbcParameters(ParameterValues values, Collection<String> roles) {
    this.dataSource =
        values.value(JdbcParameter.JDBC_DATA_SOURCE, ContainersConnections::requireName);
    this.login = values.value(JdbcParameter.JDBC_URL, url -> url).map(url -> login(values, url));
    requireOneSource();
    this.queries =
        new Queries(
            values
                .value(JdbcParameter.JDBC_PASSWORD_QUERY, Queries::requireOneName)
                .orElseThrow(
                    () ->
                        refused(
                            JdbcParameter.JDBC_PASSWORD_QUERY,
                            "",
                            "it must be a query for the hash of a user's password")),
            values.value(JdbcParameter.JDBC_ROLES_QUERY, Queries::requireOneName));
    this.roles =
        values
            .value(JdbcParameter.JDBC_ROLES, text -> GroupRoles.parse(text, roles))
            .orElseGet(() -> GroupRoles.ofTheSameName(roles));
    this.rememberFor =
        values.time(JdbcParameter.JDBC_REMEMBER_FOR, Duration.ZERO, USUALLY_REMEMBERED);
    this.limits =
        new Limits(
            values.number(JdbcParameter.JDBC_CONNECTIONS, 1, MANY_CONNECTIONS, USUAL_CONNECTIONS),
            values.time(JdbcParameter.JDBC_CONNECT_TIMEOUT, SHORTEST_CONNECT, USUAL_WAIT),
            values.time(JdbcParameter.JDBC_QUERY_TIMEOUT, SHORTEST_QUERY, USUAL_WAIT));
  }

  private void requireOneSource() {
    if (dataSource.isEmpty() && login.isEmpty()) {
      throw refused(
          JdbcParameter.JDBC_DATA_SOURCE, "", "either it or jdbc-url must say where the users are");
    }
    if (dataSource.isPresent() && login.isPresent()) {
      throw refused(
          JdbcParameter.JDBC_DATA_SOURCE,
          dataSource.get(),
          "jdbc-url is set, too; only one counts");
    }
  }

  private static Login login(ParameterValues values, String url) {
    Driver driver;
    try {
      driver = Drivers.driverOf(url);
    } catch (IllegalArgumentException e) {
      throw refused(JdbcParameter.JDBC_URL, Drivers.shown(url), String.valueOf(e.getMessage()));
    }
    return new Login(
        url,
        values.texts().getOrDefault(JdbcParameter.JDBC_USER.parameterName(), ""),
        password(values),
        driver);
  }

  private static String password(ParameterValues values) {
    return new SecretParameter(JdbcParameter.JDBC_PASSWORD, JdbcParameter.JDBC_PASSWORD_FILE)
        .in(values)
        .orElse("");
  }

  /** With which the gate logs in, for tests; empty where a container does. */
  Optional<String> password() {
    return login.map(Login::password);
  }

  /** With a text that may be shown in place of the value, which may be a secret. */
  private static ParameterException refused(ParameterName parameter, String shown, String why) {
    return new ParameterException(parameter.parameterName(), shown, why);
  }

  /**
   * Opens the realm. It is open though the database is down; that is logged.
   *
   * @param hashes which of them let their owner in
   * @return a realm whose DataSource is looked up in the calling thread
   */
  public JdbcRealm open(HashPolicy hashes) {
    Database database = new Database(connections(), limits);
    JdbcRealm realm = new JdbcRealm(database, queries, new HashCheck(hashes), roles, rememberFor);
    realm.tryOut();
    return realm;
  }

  private Connections connections() {
    return login.isPresent()
        ? new PooledConnections(login.get(), limits)
        : new ContainersConnections(dataSource.orElseThrow());
  }
}
