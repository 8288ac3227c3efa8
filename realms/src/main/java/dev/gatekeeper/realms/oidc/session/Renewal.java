package dev.gatekeeper.realms.oidc.session;

/** What comes of asking the provider again. */
sealed interface Renewal {

  /** The user is still welcome. */
  record Renewed(Session session) implements Renewal {}

  /** The provider has ended the session, or the user is another now. */
  record Ended() implements Renewal {}

  /** The provider can't tell. */
  record Unavailable() implements Renewal {}
}
