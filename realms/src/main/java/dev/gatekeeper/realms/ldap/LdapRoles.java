package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import dev.gatekeeper.realms.GroupRoles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which roles the groups of a directory give. A group that is written with an equals sign is a DN,
 * any other a name.
 */
final class LdapRoles {

  private final List<GroupRoles.Entry> byName = new ArrayList<>();
  private final Map<DN, Set<String>> byDn = new HashMap<>();

  /**
   * @throws IllegalArgumentException if what looks like a DN is none; the message is a clause
   */
  LdapRoles(GroupRoles written) {
    for (GroupRoles.Entry entry : written.entries()) {
      if (entry.group().indexOf('=') < 0) {
        byName.add(entry);
      } else {
        byDn.computeIfAbsent(dn(entry.group()), dn -> new LinkedHashSet<>()).add(entry.role());
      }
    }
  }

  private static DN dn(String text) {
    try {
      return new DN(text);
    } catch (LDAPException e) {
      throw new IllegalArgumentException("'" + text + "' in it is no DN: " + e.getMessage(), e);
    }
  }

  Set<String> of(Collection<Group> groups) {
    Set<String> roles = new LinkedHashSet<>();
    for (Group group : groups) {
      roles.addAll(byDn.getOrDefault(group.dn(), Set.of()));
      byName.stream()
          .filter(entry -> group.isCalled(entry.group()))
          .map(GroupRoles.Entry::role)
          .forEach(roles::add);
    }
    return roles;
  }
}
