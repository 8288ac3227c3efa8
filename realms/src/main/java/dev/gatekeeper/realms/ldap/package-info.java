/**
 * Users of a directory, asked over LDAP: whose entry is it, does the password bind to it, and which
 * groups is it in.
 *
 * <p>Names never become a part of a filter or of a DN as they are, and an empty password is never
 * sent. Whatever the directory does, a login waits for it only so long.
 */
@NullMarked
package dev.gatekeeper.realms.ldap;

import org.jspecify.annotations.NullMarked;
