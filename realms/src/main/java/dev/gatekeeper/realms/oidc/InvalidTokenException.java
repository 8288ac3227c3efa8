package dev.gatekeeper.realms.oidc;

/** A token lets nobody in. The message is a clause for the log that has nothing secret in it. */
public final class InvalidTokenException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Says why.
   *
   * @param why a clause such as "its audience is another"
   */
  public InvalidTokenException(String why) {
    super(why);
  }
}
