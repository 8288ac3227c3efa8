package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;

/** Finds the groups of a user. Implementations are thread-safe. */
interface Groups {

  /** Of a directory whose groups don't count. */
  Groups NONE = (connection, user, name) -> List.of();

  /**
   * Finds them.
   *
   * @param connection that may read them
   * @param user the user's entry, with the attributes that {@link #attributes} names
   * @param name the user's name
   * @throws LDAPException if they can't be read, or not all of them
   */
  List<Group> of(LDAPConnection connection, Entry user, String name) throws LDAPException;

  /** Which attributes of the user's entry are needed. */
  default List<String> attributes() {
    return List.of();
  }
}
