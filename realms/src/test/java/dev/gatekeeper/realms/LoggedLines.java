package dev.gatekeeper.realms;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a realm has logged since this was made. */
public final class LoggedLines extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /**
   * Begins to listen.
   *
   * @param realm in whose name it logs
   */
  public LoggedLines(Class<?> realm) {
    logger = Logger.getLogger(realm.getName());
    logger.addHandler(this);
  }

  /**
   * As people see them.
   *
   * @return in their order
   */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    Object[] parameters = record.getParameters();
    lines.add(
        parameters == null
            ? record.getMessage()
            : MessageFormat.format(record.getMessage(), parameters));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
