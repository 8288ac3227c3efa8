/**
 * What the Jetty base adds to Jetty itself, in {@code lib/ext}.
 *
 * <p>It knows Jetty and no class of the WAR's: the two talk in attributes of the servlet context.
 */
@NullMarked
package dev.gatekeeper.jetty;

import org.jspecify.annotations.NullMarked;
