/** The filter in real containers: what only a container can show. */
@NullMarked
package dev.gatekeeper.auth.container;

import org.jspecify.annotations.NullMarked;
