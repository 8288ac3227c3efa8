/**
 * What the realms have in common: how the groups of a directory, a token or a database become roles
 * of the webapp.
 *
 * <p>Each realm is a room of its own below this one, and none knows another. What they need is the
 * filter and the library that speaks their protocol.
 */
@NullMarked
package dev.gatekeeper.realms;

import org.jspecify.annotations.NullMarked;
