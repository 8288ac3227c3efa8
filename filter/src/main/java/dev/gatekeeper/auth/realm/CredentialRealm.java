package dev.gatekeeper.auth.realm;

/** Tells right credentials from wrong ones. Implementations are thread-safe. */
@FunctionalInterface
public interface CredentialRealm {

  /**
   * Checks a name and a password.
   *
   * @param user the name as the client sent it, not empty
   * @param password the password, perhaps empty; never written anywhere
   * @return the verdict; a wrong password is a verdict, and so is a realm that is out of order
   */
  Verdict verify(String user, String password);

  /**
   * Whether this realm can tell right from wrong at all; asked for every request, so it must be
   * fast.
   *
   * @return false if every verdict would be {@link Verdict.Unavailable}, whatever the credentials
   */
  default boolean isAvailable() {
    return true;
  }
}
