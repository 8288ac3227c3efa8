/**
 * What happens to credentials on their way to a realm: guessers are locked out, what was verified
 * once is remembered, and only a few checks run at a time.
 *
 * <p>{@link dev.gatekeeper.auth.login.Logins} is the way in. Nothing here knows HTTP, or how a
 * realm checks.
 */
@NullMarked
package dev.gatekeeper.auth.login;

import org.jspecify.annotations.NullMarked;
