package dev.gatekeeper.realms.jdbc;

import java.sql.SQLException;

/** The query for a password has found two. */
final class AmbiguousUserException extends SQLException {

  private static final long serialVersionUID = 1;
}
