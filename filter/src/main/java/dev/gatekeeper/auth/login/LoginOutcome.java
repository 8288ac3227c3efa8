package dev.gatekeeper.auth.login;

import dev.gatekeeper.auth.realm.Verdict;
import java.time.Duration;

/** What comes of an attempt to log in. */
public sealed interface LoginOutcome {

  /**
   * The credentials are right.
   *
   * @param verdict what the realm says of the user
   */
  record Admitted(Verdict.Accepted verdict) implements LoginOutcome {}

  /** The credentials are wrong. */
  record Refused() implements LoginOutcome {}

  /**
   * Too many different wrong passwords came from there for this user, and nothing was checked.
   *
   * @param remaining until when nothing will be; more than zero
   */
  record LockedOut(Duration remaining) implements LoginOutcome {}

  /**
   * Nobody can tell.
   *
   * @param why a sentence for the client that discloses nothing
   */
  record Unavailable(String why) implements LoginOutcome {}
}
