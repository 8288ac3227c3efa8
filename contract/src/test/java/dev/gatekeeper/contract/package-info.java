/**
 * What the gate promises, seen from outside: real containers, real clients, a real MLflow.
 *
 * <p>{@link dev.gatekeeper.contract.GateContract} gathers the contracts, one idea a file; they are
 * written once and run on every container. The other tests need one container only.
 */
@NullMarked
package dev.gatekeeper.contract;

import org.jspecify.annotations.NullMarked;
