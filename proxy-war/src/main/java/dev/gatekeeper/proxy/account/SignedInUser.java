package dev.gatekeeper.proxy.account;

import java.util.Set;

/**
 * A user of another realm than the password file.
 *
 * @param name by which that realm knows the user
 * @param realm as {@code gatekeeper.realms} names it
 * @param groups those that are roles
 */
record SignedInUser(String name, String realm, Set<String> groups) {

  SignedInUser {
    groups = Set.copyOf(groups);
  }

  boolean isInGroup(String group) {
    return groups.contains(group);
  }
}
