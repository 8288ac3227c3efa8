/**
 * What the realms have in common: how groups become roles of the webapp, how secrets and trusted
 * certificates are named, and how often a log says the same.
 *
 * <p>Each realm is a room of its own below this one, and none knows another. What they need is the
 * filter and the library that speaks their protocol.
 */
@NullMarked
package dev.gatekeeper.realms;

import org.jspecify.annotations.NullMarked;
