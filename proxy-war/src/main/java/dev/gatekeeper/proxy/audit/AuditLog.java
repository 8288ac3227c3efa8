package dev.gatekeeper.proxy.audit;

import java.nio.file.Path;

/** Where the lines of the audit go. Implementations are thread-safe. */
public interface AuditLog {

  /** The logger of {@link #toLogger}. */
  String LOGGER = "dev.gatekeeper.audit";

  /**
   * Keeps a line.
   *
   * @param line one line without its end
   */
  void write(String line);

  /**
   * Logs through the logger {@value #LOGGER}, whose level and place are the container's business.
   *
   * @return a log
   */
  static AuditLog toLogger() {
    System.Logger logger = System.getLogger(LOGGER);
    // as a parameter, or braces of JSON would be read as a format
    return line -> logger.log(System.Logger.Level.INFO, "{0}", line);
  }

  /**
   * Appends to a file, which is made where there is none, readable for owner and group. When the
   * file has been moved or removed, the next line makes a new one, as logrotate needs it.
   *
   * @param path of the file
   * @return a log
   * @throws IllegalArgumentException if it can't be written; the message is a clause that says why
   */
  static AuditLog toFile(Path path) {
    return new AuditFile(path);
  }
}
