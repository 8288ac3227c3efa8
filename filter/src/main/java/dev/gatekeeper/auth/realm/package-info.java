/**
 * Who the users are: realms that tell right credentials from wrong ones, and the files behind them.
 *
 * <p>Nothing here knows HTTP. A file is read anew when its content changes, and a {@link
 * dev.gatekeeper.auth.realm.FileEditor} changes it, each time as a whole.
 */
@NullMarked
package dev.gatekeeper.auth.realm;

import org.jspecify.annotations.NullMarked;
