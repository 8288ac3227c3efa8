package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;

/** How users get in. Implementations are thread-safe. */
interface LoginMethod {

  /**
   * Tries a name and a password.
   *
   * @throws LDAPException if the directory can't tell
   */
  Verdict verify(Credentials.Password login) throws LDAPException;

  /**
   * Asks what every login will ask.
   *
   * @throws LDAPException if that fails
   */
  void tryOut() throws LDAPException;
}
