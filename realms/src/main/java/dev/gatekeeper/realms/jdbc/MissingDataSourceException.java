package dev.gatekeeper.realms.jdbc;

import java.sql.SQLException;

/** Says what the container lacks, in a clause that may be logged. */
final class MissingDataSourceException extends SQLException {

  private static final long serialVersionUID = 1;

  MissingDataSourceException(String message) {
    super(message);
  }

  MissingDataSourceException(String message, Exception cause) {
    super(message, cause);
  }
}
