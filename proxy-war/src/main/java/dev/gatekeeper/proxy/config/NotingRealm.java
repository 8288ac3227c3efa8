package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.proxy.account.SignedInUsers;
import java.util.Set;

/**
 * A realm that leaves a note of whom it lets in, so that the account pages know whose they are.
 *
 * @param realm who decides
 * @param name as {@code gatekeeper.realms} has it
 * @param users where the notes are
 */
record NotingRealm(CredentialRealm realm, String name, SignedInUsers users)
    implements CredentialRealm {

  @Override
  public Verdict verify(Credentials credentials) {
    Verdict verdict = realm.verify(credentials);
    if (verdict instanceof Verdict.Accepted accepted) {
      users.note(accepted.user(), name, accepted.roles());
    }
    return verdict;
  }

  @Override
  public String basis(Credentials credentials) {
    return realm.basis(credentials);
  }

  @Override
  public boolean isAvailable() {
    return realm.isAvailable();
  }

  @Override
  public Set<String> schemes() {
    return realm.schemes();
  }
}
