package dev.gatekeeper.realms.ldap;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;

/**
 * The users of a directory.
 *
 * <p>Whoever binds with name and password is let in, by the name that the directory has, however
 * the client has spelt it. The directory's groups are roles.
 *
 * <p>A directory that fails, or does not answer in time, makes every verdict {@link
 * Verdict.Unavailable}; the log says why. This class is thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4511">RFC 4511</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4513">RFC 4513</a>
 */
public final class LdapRealm implements CredentialRealm, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LdapRealm.class.getName());

  private final Directory directory;
  private final LoginMethod method;
  private final Outage outage;

  LdapRealm(Directory directory, LoginMethod method, Outage outage) {
    this.directory = directory;
    this.method = method;
    this.outage = outage;
  }

  @Override
  public Verdict verify(Credentials credentials) {
    return credentials instanceof Credentials.Password login
        ? outage.answerOf(() -> method.verify(login)).orElseGet(Verdict.Unavailable::new)
        : new Verdict.Unknown();
  }

  /** Asks in a thread of its own, so that the log says at the start what is wrong. */
  void tryOut(Address address) {
    if (!address.exposed().isEmpty()) {
      LOG.log(
          WARNING,
          "Passwords go to {0} in the clear, for everyone on the way to read; use ldaps:// or"
              + " ldap-start-tls.",
          address);
    }
    Thread thread = new Thread(this::tryOut, "gatekeeper-ldap");
    thread.setDaemon(true);
    thread.start();
  }

  private void tryOut() {
    boolean answers =
        outage
            .answerOf(
                () -> {
                  method.tryOut();
                  return true;
                })
            .isPresent();
    if (answers) {
      LOG.log(INFO, "The directory of users answers.");
    }
  }

  /** Closes the connections. */
  @Override
  public void close() {
    directory.close();
  }
}
