package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.util.List;
import java.util.UUID;

/**
 * Looks for the user's entry, then binds to it. A name that nobody has costs a bind too.
 *
 * @param base below which the users are
 * @param filter finds the one of a name
 */
record SearchThenBind(
    Directory directory,
    String base,
    Template filter,
    Accounts accounts,
    Limits limits,
    OddUsers odd)
    implements LoginMethod {

  private static final String NO_ATTRIBUTES = "1.1";

  @Override
  public Verdict verify(Credentials.Password login) throws LDAPException {
    Search search =
        Search.of(
            base,
            SearchScope.SUB,
            filter.filter(List.of(login.user(), login.user())),
            accounts.attributes());
    // a second entry shows that the name is nobody's in particular
    Search.Found found = directory.search(connection -> search.run(connection, 2, limits));
    if (found.entries().isEmpty() && !found.isCut()) {
      matches(decoy(), login.password());
      return new Verdict.Unknown();
    }
    if (found.entries().size() != 1 || found.isCut()) {
      matches(decoy(), login.password());
      odd.warnOf(login.user(), "has more than one entry");
      return new Verdict.Rejected();
    }
    SearchResultEntry entry = found.entries().get(0);
    return matches(entry.getDN(), login.password())
        ? directory.search(connection -> accounts.verdict(connection, entry, odd))
        : new Verdict.Rejected();
  }

  private boolean matches(String dn, String password) throws LDAPException {
    return UserBind.isSendable(password)
        && directory.logIn(connection -> UserBind.of(connection, dn, password)) == UserBind.RIGHT;
  }

  /** Nobody's entry, so that nobody is locked by it. */
  private String decoy() {
    String name = new RDN("cn", UUID.randomUUID().toString()).toString();
    return base.isEmpty() ? name : name + "," + base;
  }

  @Override
  public void tryOut() throws LDAPException {
    Search search =
        Search.of(
            base, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), NO_ATTRIBUTES);
    directory.search(connection -> search.run(connection, 1, limits));
  }
}
