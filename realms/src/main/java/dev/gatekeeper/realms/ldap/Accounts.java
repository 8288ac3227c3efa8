package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an entry makes of the user who has bound to it.
 *
 * @param nameAttribute has the user's name, whose spelling in the directory is the one that counts
 * @param groups which the user is in
 * @param roles that they give
 * @param rememberFor how long this holds
 */
record Accounts(String nameAttribute, Groups groups, LdapRoles roles, Duration rememberFor) {

  /** Which attributes of the entry are needed. */
  String[] attributes() {
    return Stream.concat(Stream.of(nameAttribute), groups.attributes().stream())
        .toArray(String[]::new);
  }

  /**
   * Accepts the user.
   *
   * @param connection that may read groups
   * @throws LDAPException if the groups can't be read
   */
  Verdict verdict(LDAPConnection connection, Entry entry, OddUsers odd) throws LDAPException {
    Optional<String> name = nameOf(entry);
    if (name.isEmpty()) {
      odd.warnOf(entry.getDN(), "has no usable name in its attribute " + nameAttribute);
      return new Verdict.Rejected();
    }
    return new Verdict.Accepted(name.get(), roles.of(groups.of(connection, entry, name.get())))
        .rememberedFor(rememberFor, "");
  }

  /** Of several names the one that is a part of the DN. */
  private Optional<String> nameOf(Entry entry) throws LDAPException {
    String[] names = entry.getAttributeValues(nameAttribute);
    if (names == null) {
      return Optional.empty();
    }
    RDN rdn = entry.getRDN();
    return Arrays.stream(names)
        .filter(name -> names.length == 1 || isPartOf(rdn, name))
        .filter(Accounts::isUsable)
        .findFirst();
  }

  private boolean isPartOf(@Nullable RDN rdn, String name) {
    return rdn != null && rdn.hasAttributeValue(nameAttribute, name);
  }

  /** By the rule for names that clients send. */
  private static boolean isUsable(String name) {
    try {
      return !new Credentials.Password(name, "").user().isBlank();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
