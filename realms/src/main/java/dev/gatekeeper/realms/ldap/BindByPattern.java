package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.util.List;

/**
 * Binds to the DN that follows from the name, and reads entry and groups as the user. Whether there
 * is such an entry is nothing that a server tells, so that a wrong name is a wrong password.
 *
 * @param pattern makes a DN of a name
 */
record BindByPattern(
    Directory directory, Template pattern, Accounts accounts, Limits limits, OddUsers odd)
    implements LoginMethod {

  @Override
  public Verdict verify(Credentials.Password login) throws LDAPException {
    if (!UserBind.isSendable(login.password())) {
      return new Verdict.Rejected();
    }
    String dn = pattern.dnText(login.user());
    return directory.logIn(
        connection ->
            switch (UserBind.of(connection, dn, login.password())) {
              case RIGHT -> verdict(connection, dn);
              case WRONG -> new Verdict.Rejected();
              case NO_SUCH_ENTRY -> new Verdict.Unknown();
            });
  }

  private Verdict verdict(LDAPConnection connection, String dn) throws LDAPException {
    Search.Found found =
        Search.of(
                dn,
                SearchScope.BASE,
                Filter.createPresenceFilter("objectClass"),
                accounts.attributes())
            .run(connection, 1, limits);
    List<SearchResultEntry> entries = found.entries();
    if (entries.isEmpty()) {
      throw new LDAPException(
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "a user may not read the own entry");
    }
    return accounts.verdict(connection, entries.get(0), odd);
  }

  /** A new connection is asked whether anybody is there. */
  @Override
  public void tryOut() throws LDAPException {
    directory.logIn(LDAPConnection::isConnected);
  }
}
