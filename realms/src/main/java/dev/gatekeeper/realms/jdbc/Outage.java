package dev.gatekeeper.realms.jdbc;

import dev.gatekeeper.realms.OutageLog;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Asks the database, and says in the log where that fails. What a database or a driver says itself
 * may have values of users in it, so that only its codes are written.
 *
 * <p>This class is thread-safe.
 */
final class Outage {

  private final OutageLog log = new OutageLog(JdbcRealm.class, "The database of users");

  /** What the database is asked. */
  @FunctionalInterface
  interface Asking<T> {
    T ask() throws SQLException, TimeoutException, InterruptedException;
  }

  /** The answer, or empty where there is none; then the log says why. */
  <T> Optional<T> answerOf(Asking<T> asking) {
    try {
      T answer = asking.ask();
      log.answered();
      return Optional.of(answer);
    } catch (SQLException e) {
      log.failed(reasonOf(e));
    } catch (TimeoutException e) {
      log.failed("it did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static String reasonOf(SQLException failure) {
    if (failure instanceof MissingDataSourceException) {
      return String.valueOf(failure.getMessage());
    }
    SQLException telling = withState(failure);
    String state = telling.getSQLState();
    return state == null
        ? classOfRoot(telling) + " without an SQL state"
        : meaningOf(state) + " (SQL state " + state + ", code " + telling.getErrorCode() + ")";
  }

  /** A pool wraps what the driver has said. */
  private static SQLException withState(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && e.getSQLState() != null) {
        return e;
      }
    }
    return failure;
  }

  private static String classOfRoot(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getName();
  }

  /** By ISO 9075's classes, and for a query that is cancelled that of PostgreSQL. */
  private static String meaningOf(String state) {
    if (state.length() < 2) {
      return "it failed";
    }
    return switch (state.substring(0, 2)) {
      case "08" -> "no connection to it, or the connection is lost";
      case "28" -> "it refuses the user or the password with which the gate logs in";
      case "3D" -> "there is no database of that name";
      case "42" -> "a query is wrong, or names what is not there or may not be read";
      case "57" -> "it is stopping, or a query took too long";
      default -> "a query failed";
    };
  }
}
