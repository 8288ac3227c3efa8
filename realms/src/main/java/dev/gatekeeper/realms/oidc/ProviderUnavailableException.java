package dev.gatekeeper.realms.oidc;

/** The provider can't be asked. What the admin must look at is in the log already. */
public final class ProviderUnavailableException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Says why.
   *
   * @param why a clause without anything secret
   */
  public ProviderUnavailableException(String why) {
    super(why);
  }
}
