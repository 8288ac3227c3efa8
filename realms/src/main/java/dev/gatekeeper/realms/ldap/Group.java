package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.DN;
import java.util.List;

/**
 * A group that a user is in.
 *
 * @param dn of its entry
 * @param names by which people know it, such as the values of cn
 */
record Group(DN dn, List<String> names) {

  /** Without case, as directories compare names. */
  boolean isCalled(String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }
}
