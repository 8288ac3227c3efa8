package dev.gatekeeper.realms.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator has the database asked.
 *
 * @param password finds the hash for a name, and perhaps the name as the database has it
 * @param roles finds the groups for a name
 */
record Queries(String password, Optional<String> roles) {

  /** Of one user. */
  private static final int MANY_GROUPS = 1_000;

  /**
   * The row of a user.
   *
   * @param hash null where the column is
   * @param name as the database has it, or as it was asked for
   */
  record Row(@Nullable String hash, String name) {
    @Override
    public String toString() {
      return "Row[name=" + name + "]";
    }
  }

  /** Refuses what can't be asked for one name. */
  static String requireOneName(String query) {
    if (query.chars().filter(character -> character == '?').count() != 1) {
      throw new IllegalArgumentException("it must have one ? in the place of the user's name");
    }
    return query;
  }

  /**
   * Finds a user.
   *
   * @throws AmbiguousUserException if there is more than one
   */
  Optional<Row> row(Connection connection, String user, Limits limits) throws SQLException {
    try (PreparedStatement statement = prepare(connection, password, user, limits)) {
      statement.setMaxRows(2);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        // some drivers want columns to be read in their order
        String hash = rows.getString(1);
        String name = rows.getMetaData().getColumnCount() > 1 ? rows.getString(2) : user;
        Row row = new Row(hash, name == null ? "" : name);
        if (rows.next()) {
          throw new AmbiguousUserException();
        }
        return Optional.of(row);
      }
    }
  }

  Set<String> groups(Connection connection, String user, Limits limits) throws SQLException {
    Set<String> groups = new HashSet<>();
    if (roles.isEmpty()) {
      return groups;
    }
    try (PreparedStatement statement = prepare(connection, roles.get(), user, limits)) {
      statement.setMaxRows(MANY_GROUPS);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String group = rows.getString(1);
          if (group != null) {
            groups.add(group);
          }
        }
      }
    }
    return groups;
  }

  private static PreparedStatement prepare(
      Connection connection, String query, String user, Limits limits) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    try {
      statement.setQueryTimeout(limits.querySeconds());
      statement.setString(1, user);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }
}
