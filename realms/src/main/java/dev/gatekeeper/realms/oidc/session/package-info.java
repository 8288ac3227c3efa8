/**
 * People who signed in at the provider with a browser: the authorization code flow (OpenID Connect
 * Core 1.0, 3.1; RFC 7636), the sealed cookies that stand for them, and log-out.
 *
 * <p>A session is kept by the browser alone, so that several gates with one key need no common
 * memory. What is asked of the provider goes through {@link
 * dev.gatekeeper.realms.oidc.session.Provider}.
 */
@NullMarked
package dev.gatekeeper.realms.oidc.session;

import org.jspecify.annotations.NullMarked;
