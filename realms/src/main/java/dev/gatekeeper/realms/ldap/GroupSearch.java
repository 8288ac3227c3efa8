package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups whose entries name their members.
 *
 * @param base below which they are
 * @param filter finds those of a user, whose DN is {@code {0}} and whose name is {@code {1}}
 * @param nameAttribute has their names
 */
record GroupSearch(String base, Template filter, String nameAttribute, Limits limits)
    implements Groups {

  /** Of one user. */
  private static final int MANY_GROUPS = 1_000;

  @Override
  public List<Group> of(LDAPConnection connection, Entry user, String name) throws LDAPException {
    Search.Found found =
        Search.of(base, SearchScope.SUB, filter.filter(List.of(user.getDN(), name)), nameAttribute)
            .run(connection, MANY_GROUPS, limits);
    if (found.isCut()) {
      // a role that is missing may be a lesser one than the default
      throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "there are more groups");
    }
    List<Group> groups = new ArrayList<>();
    for (SearchResultEntry entry : found.entries()) {
      String[] names = entry.getAttributeValues(nameAttribute);
      groups.add(new Group(entry.getParsedDN(), names == null ? List.of() : List.of(names)));
    }
    return groups;
  }
}
