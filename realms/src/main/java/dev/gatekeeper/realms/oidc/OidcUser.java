package dev.gatekeeper.realms.oidc;

import java.util.Set;

/**
 * Whom the provider means.
 *
 * @param name 1 to 255 bytes of UTF-8 without control characters
 * @param roles that the user's groups give, perhaps none
 */
public record OidcUser(String name, Set<String> roles) {

  /**
   * Copies the roles.
   *
   * @param name 1 to 255 bytes of UTF-8 without control characters
   * @param roles that the user's groups give, perhaps none
   */
  public OidcUser {
    roles = Set.copyOf(roles);
  }
}
