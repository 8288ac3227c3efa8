package dev.gatekeeper.auth.login;

import static java.lang.System.Logger.Level.ERROR;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.gatekeeper.auth.address.ClientNetwork;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The way to a realm: who guesses is locked out, who was verified is remembered, everyone else is
 * verified when it is their turn.
 *
 * <p>This class is thread-safe.
 */
public final class Logins {

  private static final System.Logger LOG = System.getLogger(Logins.class.getName());

  private final CredentialRealm realm;
  private final Fingerprints fingerprints = new Fingerprints();
  private final RememberedLogins remembered;
  private final Lockout lockout;

  /**
   * Makes the way to a realm.
   *
   * @param realm who knows the users
   * @param verification how much work it may be
   * @param lockout when guessers are locked out
   */
  public Logins(CredentialRealm realm, VerificationPolicy verification, LockoutPolicy lockout) {
    this(realm, verification, lockout, Ticker.systemTicker());
  }

  Logins(
      CredentialRealm realm,
      VerificationPolicy verification,
      LockoutPolicy lockout,
      Ticker ticker) {
    this.realm = realm;
    this.remembered = new RememberedLogins(realm, verification, fingerprints, ticker);
    this.lockout = new Lockout(lockout, ticker);
  }

  /**
   * Whether the realm can tell right from wrong at all.
   *
   * @return false if nobody can log in at the moment
   */
  public boolean isAvailable() {
    return realm.isAvailable();
  }

  /**
   * The authentication schemes that the realm understands.
   *
   * @return names in lower case
   */
  public Set<String> schemes() {
    return realm.schemes();
  }

  /**
   * Tries credentials; blocks while the realm verifies them, or while others are verified.
   *
   * @param credentials of one of the realm's schemes
   * @param address of the client, as the container names it or a trusted proxy
   * @return what comes of it
   */
  public LoginOutcome attempt(Credentials credentials, String address) {
    // nobody guesses a token
    return credentials instanceof Credentials.Password login
        ? attempt(login, address)
        : recalledOr(credentials, () -> verified(credentials));
  }

  private LoginOutcome attempt(Credentials.Password login, String address) {
    Lockout.Target target = new Lockout.Target(login.user(), ClientNetwork.of(address));
    Duration locked = lockout.remaining(target);
    if (!locked.isZero()) {
      return new LoginOutcome.LockedOut(locked);
    }
    return recalledOr(
        login,
        () ->
            lockout.attempt(
                target, fingerprints.of(login.user(), login.password()), () -> verified(login)));
  }

  private LoginOutcome recalledOr(Credentials credentials, Supplier<LoginOutcome> otherwise) {
    Verdict.Accepted known = remembered.recall(credentials);
    return known == null ? otherwise.get() : new LoginOutcome.Admitted(known);
  }

  private LoginOutcome verified(Credentials credentials) {
    Verdict verdict;
    try {
      verdict = remembered.verify(credentials);
    } catch (RuntimeException e) {
      LOG.log(ERROR, "A realm failed, and nobody gets in by it.", e);
      verdict = new Verdict.Unavailable();
    }
    if (verdict instanceof Verdict.Accepted accepted) {
      return new LoginOutcome.Admitted(accepted);
    }
    if (verdict instanceof Verdict.Unavailable unavailable) {
      return new LoginOutcome.Unavailable(unavailable.why());
    }
    return new LoginOutcome.Refused();
  }
}
