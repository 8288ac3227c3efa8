package dev.gatekeeper.auth.realm;

import java.util.Set;

/** What a realm says of credentials. */
public sealed interface Verdict {

  /**
   * The credentials are right.
   *
   * @param user the name by which the realm knows the user
   * @param roles the user's roles, perhaps none
   */
  record Accepted(String user, Set<String> roles) implements Verdict {
    /**
     * Copies the roles.
     *
     * @param user the name by which the realm knows the user
     * @param roles the user's roles, perhaps none
     */
    public Accepted {
      roles = Set.copyOf(roles);
    }
  }

  /** The credentials are wrong; whether the name or the password is nobody's business. */
  record Rejected() implements Verdict {}

  /** The realm can't tell, and nobody gets in. The reason is in the log. */
  record Unavailable() implements Verdict {}
}
