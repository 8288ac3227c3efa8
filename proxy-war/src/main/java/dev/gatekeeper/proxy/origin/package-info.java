/**
 * Where a request comes from: the client's address, the host it was sent to, and whether a page of
 * another site sent it.
 *
 * <p>What a client says of itself counts only where a trusted proxy vouches for it. Nothing here
 * knows MLflow or how a request is carried.
 */
@NullMarked
package dev.gatekeeper.proxy.origin;

import org.jspecify.annotations.NullMarked;
