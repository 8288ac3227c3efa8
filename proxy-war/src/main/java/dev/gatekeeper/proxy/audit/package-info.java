/**
 * Who changed what, and who was refused: lines that are kept, in a file or a logger.
 *
 * <p>Nothing here knows MLflow; what a line says is decided by its caller.
 */
@NullMarked
package dev.gatekeeper.proxy.audit;

import org.jspecify.annotations.NullMarked;
