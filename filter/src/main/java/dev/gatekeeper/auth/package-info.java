/**
 * The HTTP side of Basic authentication: the filter, the header it reads and the challenge it
 * sends.
 *
 * <p>Whether a password is right is the business of {@link dev.gatekeeper.auth.realm}. How a
 * refusal looks can be replaced with a {@link dev.gatekeeper.auth.RefusalRenderer}.
 */
@NullMarked
package dev.gatekeeper.auth;

import org.jspecify.annotations.NullMarked;
