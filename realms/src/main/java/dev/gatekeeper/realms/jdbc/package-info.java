/**
 * Users of a database, asked over JDBC with two queries that the administrator writes: one for the
 * hash of a password, one for the groups that are roles.
 *
 * <p>Connections come from the container or from a pool of this realm. Whatever the database does,
 * a login waits for it only so long.
 */
@NullMarked
package dev.gatekeeper.realms.jdbc;

import org.jspecify.annotations.NullMarked;
