/**
 * Access tokens of an OpenID provider, and what else the gate asks of one.
 *
 * <p>The provider describes itself and publishes its keys; both are fetched when they are needed
 * and kept while it is down. Tokens are checked here by these keys, or by asking the provider where
 * they are opaque. How people sign in on a page is another room's concern.
 */
@NullMarked
package dev.gatekeeper.realms.oidc;

import org.jspecify.annotations.NullMarked;
