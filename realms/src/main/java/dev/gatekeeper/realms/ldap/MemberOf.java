package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups that the user's own entry names by their DNs.
 *
 * @param attribute of the user's entry, such as {@code memberOf}
 */
record MemberOf(String attribute) implements Groups {

  @Override
  public List<Group> of(LDAPConnection connection, Entry user, String name) throws LDAPException {
    List<Group> groups = new ArrayList<>();
    for (Attribute part : user.getAttributes()) {
      if (part.getBaseName().equalsIgnoreCase(attribute)) {
        requireWhole(part);
        for (String dn : part.getValues()) {
          groups.add(group(new DN(dn)));
        }
      }
    }
    return groups;
  }

  /** Active Directory sends 1,500 values of an attribute, as {@code memberOf;range=0-1499}. */
  private static void requireWhole(Attribute part) throws LDAPException {
    for (String option : part.getOptions()) {
      if (option.startsWith("range=")) {
        throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "there are more groups");
      }
    }
  }

  private static Group group(DN dn) {
    RDN rdn = dn.getRDN();
    return new Group(dn, rdn == null ? List.of() : Arrays.asList(rdn.getAttributeValues()));
  }

  @Override
  public List<String> attributes() {
    return List.of(attribute);
  }
}
