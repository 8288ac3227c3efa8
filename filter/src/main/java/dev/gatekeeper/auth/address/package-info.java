/**
 * Where requests come from: addresses, ranges of them, and which proxies are believed when they
 * name a client.
 *
 * <p>Nothing here looks a name up.
 */
@NullMarked
package dev.gatekeeper.auth.address;

import org.jspecify.annotations.NullMarked;
