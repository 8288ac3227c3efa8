/**
 * MLflow's user API, answered from the htpasswd and htgroup files instead of MLflow's database: its
 * account page and its administration page work with it, and its {@code AuthServiceClient}.
 *
 * <p>Paths, parameters, statuses and error codes are those of {@code mlflow/server/auth} of MLflow
 * 3.17. Nothing here knows how a request is carried to MLflow, since none of these is.
 */
@NullMarked
package dev.gatekeeper.proxy.account;

import org.jspecify.annotations.NullMarked;
