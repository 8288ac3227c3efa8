package dev.gatekeeper.realms;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says in the log that a provider of users can't be asked, once in a minute at most, and that it
 * answers again, where the former was said.
 *
 * <p>This class is thread-safe.
 */
public final class OutageLog {

  private final System.Logger log;
  private final String provider;
  private final AtomicBoolean isSaid = new AtomicBoolean();
  private final Pace pace = new Pace();

  /**
   * Makes a log of one provider.
   *
   * @param realm in whose name it is said
   * @param provider how a sentence about it begins, such as "The database of users"
   */
  public OutageLog(Class<?> realm, String provider) {
    this.log = System.getLogger(realm.getName());
    this.provider = provider;
  }

  /** Notes that the provider has answered. */
  public void answered() {
    if (isSaid.get() && isSaid.compareAndSet(true, false)) {
      log.log(INFO, "{0} answers again.", provider);
    }
  }

  /**
   * Notes that the provider can't be asked.
   *
   * @param reason a clause that says what the administrator must look at; nothing in it is secret
   */
  public void failed(String reason) {
    if (pace.allows()) {
      isSaid.set(true);
      log.log(ERROR, "{0} can''t be asked, and nobody new gets in by it: {1}.", provider, reason);
    }
  }
}
