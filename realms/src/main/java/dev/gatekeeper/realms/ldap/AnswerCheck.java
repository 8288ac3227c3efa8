package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;

/**
 * Asks a server for its root entry before it is relied on. A server that hangs still accepts
 * connections, since that is done by its kernel. Any answer will do, a refusal too.
 */
final class AnswerCheck extends LDAPConnectionPoolHealthCheck {

  private static final String ROOT = "";
  private static final String NO_ATTRIBUTES = "1.1";

  private final Limits limits;

  AnswerCheck(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void ensureNewConnectionValid(LDAPConnection connection) throws LDAPException {
    ask(connection);
  }

  @Override
  public void ensureConnectionValidForContinuedUse(LDAPConnection connection) throws LDAPException {
    ask(connection);
  }

  private void ask(LDAPConnection connection) throws LDAPException {
    try {
      Search.of(ROOT, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), NO_ATTRIBUTES)
          .run(connection, 1, limits);
    } catch (LDAPException e) {
      ResultCode code = e.getResultCode();
      if (code.isClientSideResultCode() || !code.isConnectionUsable()) {
        throw e;
      }
    }
  }
}
