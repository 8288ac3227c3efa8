/**
 * What the gate knows of MLflow: what each of its operations does and who may do it, how its errors
 * look, and which fields it must not get.
 *
 * <p>Nothing here knows HttpComponents or how a request is carried.
 */
@NullMarked
package dev.gatekeeper.proxy.mlflow;

import org.jspecify.annotations.NullMarked;
