package dev.gatekeeper.realms.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gatekeeper.realms.jdbc.JdbcParameters.Login;

/** Connections of a pool of the realm's own, which only read. */
final class PooledConnections implements Connections {

  private final HikariDataSource pool;

  /** The pool is there though the database is not. */
  PooledConnections(Login login, Limits limits) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("gatekeeper-jdbc");
    config.setDataSource(new DriverDataSource(login));
    config.setMaximumPoolSize(limits.connections());
    config.setMinimumIdle(0);
    config.setConnectionTimeout(limits.connect().toMillis());
    config.setValidationTimeout(limits.connect().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setReadOnly(true);
    // PostgreSQL's driver is read-only within a transaction alone
    config.setAutoCommit(false);
    pool = new HikariDataSource(config);
  }

  @Override
  public Source source() {
    return pool::getConnection;
  }

  @Override
  public void close() {
    pool.close();
  }
}
