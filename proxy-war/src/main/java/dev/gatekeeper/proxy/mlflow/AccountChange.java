package dev.gatekeeper.proxy.mlflow;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request that changes an account is about, for the audit.
 *
 * @param account the user's name
 * @param role the role that is given or taken, or null if it is about something else
 * @param granted whether the role is given
 */
public record AccountChange(String account, @Nullable String role, boolean granted) {

  private static final String ATTRIBUTE = AccountChange.class.getName();

  /**
   * Lets the audit find this.
   *
   * @param request that makes the change
   */
  public void attachTo(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Null if the request changes no account. */
  static @Nullable AccountChange of(ServletRequest request) {
    return (AccountChange) request.getAttribute(ATTRIBUTE);
  }
}
