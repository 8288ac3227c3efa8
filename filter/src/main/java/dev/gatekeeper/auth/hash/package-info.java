/**
 * The password hashes that htpasswd files hold, one format a file: all that Apache httpd and nginx
 * read, and the making of new ones.
 *
 * <p>The hashing is done by jBCrypt and commons-codec; what is here recognises a format, refuses
 * what is damaged or too costly, and compares in constant time.
 */
@NullMarked
package dev.gatekeeper.auth.hash;

import org.jspecify.annotations.NullMarked;
