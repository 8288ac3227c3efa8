/**
 * The one command for development: a guarded MLflow, with a first user, on this machine.
 *
 * <p>It starts a real MLflow unless one is named or running, writes a password file unless there is
 * one, and then runs jetty-home on the Jetty base that production uses.
 */
@NullMarked
package dev.gatekeeper.launcher;

import org.jspecify.annotations.NullMarked;
