/**
 * The users of the servlet container itself: what is configured there, be it a directory, a
 * database or a file, decides by way of {@code HttpServletRequest.login}.
 *
 * <p>A realm has no request, so a filter in front binds the one of its thread. The container keeps
 * neither session nor user, since each login ends with a logout.
 */
@NullMarked
package dev.gatekeeper.realms.container;

import org.jspecify.annotations.NullMarked;
