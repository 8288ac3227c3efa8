package dev.gatekeeper.realms.oidc.session;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says of somebody who signed in there.
 *
 * @param name of the user
 * @param roles of the user
 * @param refreshToken by which the provider can be asked again; null if it gave none
 */
record SignedIn(String name, Set<String> roles, @Nullable String refreshToken) {

  /** The refresh token is a secret. */
  @Override
  public String toString() {
    return "SignedIn[name=" + name + ", roles=" + roles + "]";
  }
}
