package dev.gatekeeper.realms.jdbc;

import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections of the container, whose DataSource is looked up once it is there. */
final class ContainersConnections implements Connections {

  private final String name;
  private volatile @Nullable DataSource found;

  /**
   * @param name as {@link #requireName} has it
   */
  ContainersConnections(String name) {
    this.name = name;
  }

  /** Refuses what JNDI would ask a directory or another host for. */
  static String requireName(String name) {
    if (!name.startsWith("java:")) {
      throw new IllegalArgumentException("it must be a name such as java:comp/env/jdbc/users");
    }
    return name;
  }

  @Override
  public Source source() throws SQLException {
    DataSource known = found;
    DataSource dataSource = known == null ? lookedUp() : known;
    found = dataSource;
    return dataSource::getConnection;
  }

  /** The name is the administrator's, and can't leave the JVM. */
  @SuppressWarnings("BanJNDI")
  private DataSource lookedUp() throws SQLException {
    Object object;
    try {
      object = InitialContext.doLookup(name);
    } catch (NamingException e) {
      throw new MissingDataSourceException("the container has nothing of the name " + name, e);
    }
    if (object instanceof DataSource dataSource) {
      return dataSource;
    }
    throw new MissingDataSourceException("what the container calls " + name + " is no DataSource");
  }

  /** The container closes what it has opened. */
  @Override
  public void close() {}
}
