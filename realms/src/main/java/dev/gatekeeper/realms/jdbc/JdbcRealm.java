package dev.gatekeeper.realms.jdbc;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.auth.hash.UnusableHashException;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.GroupRoles;
import dev.gatekeeper.realms.Pace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * The users of a database.
 *
 * <p>A name goes to the query as the client sent it. Where the database compares names without case
 * and the query returns the name too, only that spelling counts; else each spelling would be a name
 * of its own. An unknown name costs the time of the last hash that was seen.
 *
 * <p>A database that fails, or does not answer in time, makes every verdict {@link
 * Verdict.Unavailable}; the log says why. This class is thread-safe.
 */
public final class JdbcRealm implements CredentialRealm, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(JdbcRealm.class.getName());

  /** No client can send it. */
  private static final String NOBODY = "";

  private final Database database;
  private final Queries queries;
  private final HashCheck hashes;
  private final GroupRoles roles;
  private final Duration rememberFor;
  private final Outage outage = new Outage();
  private final Pace oddUsers = new Pace();

  JdbcRealm(
      Database database,
      Queries queries,
      HashCheck hashes,
      GroupRoles roles,
      Duration rememberFor) {
    this.database = database;
    this.queries = queries;
    this.hashes = hashes;
    this.roles = roles;
    this.rememberFor = rememberFor;
  }

  @Override
  public Verdict verify(Credentials credentials) {
    if (!(credentials instanceof Credentials.Password login)) {
      return new Verdict.Unknown();
    }
    return outage.answerOf(() -> verify(login)).orElseGet(Verdict.Unavailable::new);
  }

  private Verdict verify(Credentials.Password login)
      throws SQLException, TimeoutException, InterruptedException {
    Optional<Queries.Row> row;
    try {
      row = database.ask((connection, limits) -> queries.row(connection, login.user(), limits));
    } catch (AmbiguousUserException e) {
      hashes.matchNobody(login.password());
      warnOf(login.user(), "the query for the password finds more than one row");
      return new Verdict.Rejected();
    }
    if (row.isEmpty() || !row.get().name().equals(login.user())) {
      hashes.matchNobody(login.password());
      return new Verdict.Unknown();
    }
    return matches(row.get(), login) ? accepted(login.user()) : new Verdict.Rejected();
  }

  private boolean matches(Queries.Row row, Credentials.Password login) {
    try {
      return hashes.matches(row.hash(), login.password());
    } catch (UnusableHashException e) {
      warnOf(login.user(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void warnOf(String user, String why) {
    if (oddUsers.allows()) {
      LOG.log(WARNING, "The database''s user ''{0}'' can''t log in: {1}.", user, why);
    }
  }

  private Verdict accepted(String user)
      throws SQLException, TimeoutException, InterruptedException {
    return new Verdict.Accepted(user, roles.of(groups(user))).rememberedFor(rememberFor, "");
  }

  private Set<String> groups(String user)
      throws SQLException, TimeoutException, InterruptedException {
    return queries.roles().isEmpty()
        ? Set.of()
        : database.ask((connection, limits) -> queries.groups(connection, user, limits));
  }

  /**
   * Asks both queries for a name that nobody has, in a thread of its own, so that the log says at
   * the start what is wrong with them or with the database.
   */
  void tryOut() {
    database.look();
    Database.daemon(
            () -> {
              if (outage.answerOf(this::askForNobody).isPresent()) {
                LOG.log(INFO, "The database of users answers.");
              }
            })
        .start();
  }

  private boolean askForNobody() throws SQLException, TimeoutException, InterruptedException {
    groups(NOBODY);
    return database
        .ask((connection, limits) -> queries.row(connection, NOBODY, limits))
        .isPresent();
  }

  /** Closes the connections of a pool of its own. */
  @Override
  public void close() {
    database.close();
  }
}
