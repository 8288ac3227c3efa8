package dev.gatekeeper.realms.ldap;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the realm has logged since this was made. */
final class LoggedLines extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger(LdapRealm.class.getName());
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LoggedLines() {
    logger.addHandler(this);
  }

  List<String> lines() {
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
