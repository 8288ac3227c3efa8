package dev.gatekeeper.realms.jdbc;

import dev.gatekeeper.realms.jdbc.JdbcParameters.Login;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A driver as a pool wants it. It was found by us, not by {@link java.sql.DriverManager}. */
final class DriverDataSource implements DataSource {

  private final Login login;
  private volatile int loginTimeout;

  DriverDataSource(Login login) {
    this.login = login;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(login.user(), login.password());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    Connection connection = login.driver().connect(login.url(), properties);
    if (connection == null) {
      throw new SQLException("the driver does not take its own address");
    }
    return connection;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  /** Drivers have a setting of their own for it; the pool asks for it when it is closed. */
  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("there is nothing in it");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
