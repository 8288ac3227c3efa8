/**
 * The command line for htpasswd and htgroup files, with the flags of Apache's {@code htpasswd}.
 *
 * <p>It is thin: hashing and writing are the filter's. Here live the flags, where a password comes
 * from, and what is said in the end.
 */
@NullMarked
package dev.gatekeeper.passwd;

import org.jspecify.annotations.NullMarked;
