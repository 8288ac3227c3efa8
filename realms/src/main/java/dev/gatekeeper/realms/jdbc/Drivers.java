package dev.gatekeeper.realms.jdbc;

import static java.lang.System.Logger.Level.WARNING;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds who speaks a database's protocol. {@link DriverManager} looks for drivers once, when it is
 * loaded, and so does not know those of a webapp or of the folder for a container's libraries.
 */
final class Drivers {

  private static final System.Logger LOG = System.getLogger(Drivers.class.getName());

  private static final Pattern URL = Pattern.compile("jdbc:([A-Za-z0-9]+):.*", Pattern.DOTALL);

  /** As they are called on Maven Central. */
  private static final Map<String, String> JARS =
      Map.of(
          "postgresql", "postgresql-<version>.jar",
          "mysql", "mysql-connector-j-<version>.jar",
          "mariadb", "mariadb-java-client-<version>.jar",
          "sqlserver", "mssql-jdbc-<version>.jar",
          "oracle", "ojdbc17-<version>.jar",
          "db2", "jcc-<version>.jar",
          "h2", "h2-<version>.jar",
          "sqlite", "sqlite-jdbc-<version>.jar");

  private Drivers() {}

  /**
   * Finds the driver for an address.
   *
   * @throws IllegalArgumentException if there is none; the message is a clause without the address
   */
  static Driver driverOf(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "it must be a JDBC address, such as jdbc:postgresql://db/users");
    }
    return Stream.of(Thread.currentThread().getContextClassLoader(), Drivers.class.getClassLoader())
        .flatMap(loader -> found(loader, url).stream())
        .findFirst()
        .or(() -> DriverManager.drivers().filter(driver -> accepts(driver, url)).findFirst())
        .orElseThrow(() -> missing(matcher.group(1)));
  }

  private static Optional<Driver> found(@Nullable ClassLoader loader, String url) {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!drivers.hasNext()) {
          return Optional.empty();
        }
        Driver driver = drivers.next();
        if (accepts(driver, url)) {
          return Optional.of(driver);
        }
      } catch (ServiceConfigurationError e) {
        LOG.log(WARNING, "A JDBC driver can''t be loaded: {0}", e.getMessage());
      }
    }
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  private static IllegalArgumentException missing(String protocol) {
    String jar = JARS.get(protocol);
    return new IllegalArgumentException(
        "no JDBC driver takes it; put "
            + (jar == null ? "the jar of the driver for " + protocol : jar)
            + " into the folder of the container's libraries, such as Tomcat's lib/, or into the"
            + " WAR's WEB-INF/lib/");
  }

  /** An address without what may be secret in it, which is all but the beginning. */
  static String shown(String url) {
    Matcher matcher = URL.matcher(url);
    return matcher.matches() ? "jdbc:" + matcher.group(1) + ":…" : "…";
  }
}
