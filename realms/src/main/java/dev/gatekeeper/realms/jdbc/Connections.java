package dev.gatekeeper.realms.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from. Implementations are thread-safe. */
interface Connections extends AutoCloseable {

  /**
   * Takes what belongs to the calling thread, such as the names of a webapp; does not wait long.
   */
  Source source() throws SQLException;

  /** Gives connections to any thread. */
  @FunctionalInterface
  interface Source {
    /** Waits for one; its close gives it back. */
    Connection get() throws SQLException;
  }

  @Override
  void close();
}
