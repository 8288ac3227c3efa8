package dev.gatekeeper.auth.realm;

import java.time.Duration;
import java.util.Set;

/** What a realm says of credentials. */
public sealed interface Verdict {

  /**
   * The credentials are right.
   *
   * @param user the name by which the realm knows the user
   * @param roles the user's roles, perhaps none
   * @param rememberFor how long the realm need not be asked again, at most; zero: ask every time
   * @param basis the {@link CredentialRealm#basis} that this verdict was found on; once it differs,
   *     the realm is asked again, however little time has passed
   */
  record Accepted(String user, Set<String> roles, Duration rememberFor, String basis)
      implements Verdict {

    /** Remembered as long as the basis is the same, or as the one who remembers likes. */
    public static final Duration WHILE_BASIS_HOLDS = Duration.ofDays(365);

    /**
     * Copies the roles.
     *
     * @param user the name by which the realm knows the user
     * @param roles the user's roles, perhaps none
     * @param rememberFor how long the realm need not be asked again, at most
     * @param basis the {@link CredentialRealm#basis} that this verdict was found on
     */
    public Accepted {
      roles = Set.copyOf(roles);
    }

    /**
     * Makes a verdict that is not remembered.
     *
     * @param user the name by which the realm knows the user
     * @param roles the user's roles, perhaps none
     */
    public Accepted(String user, Set<String> roles) {
      this(user, roles, Duration.ZERO, "");
    }

    /**
     * Allows this verdict to be remembered.
     *
     * @param time how long at most
     * @param basis the {@link CredentialRealm#basis} that it was found on
     * @return a copy
     */
    public Accepted rememberedFor(Duration time, String basis) {
      return new Accepted(user, roles, time, basis);
    }

    /** The basis may be a secret. */
    @Override
    public String toString() {
      return "Accepted[user=" + user + ", roles=" + roles + "]";
    }
  }

  /** The user is this realm's, and the credentials are wrong. */
  record Rejected() implements Verdict {}

  /** This realm has no such user; another may. To the client it is the same as rejected. */
  record Unknown() implements Verdict {}

  /**
   * The realm can't tell, and nobody gets in. The details are in the log.
   *
   * @param why a sentence for the client that discloses nothing
   */
  record Unavailable(String why) implements Verdict {

    /** With a sentence that sends the administrator to the log. */
    public Unavailable() {
      this("The server can't check passwords at the moment; its log says why.");
    }
  }
}
