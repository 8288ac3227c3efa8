package dev.gatekeeper.proxy.mlflow;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request would do in MLflow.
 *
 * @param method of the request
 * @param name in MLflow's words, such as {@code runs/log-batch}
 * @param access what it does
 * @param isGraphql whether its body says what it does
 */
record Operation(String method, String name, Access access, boolean isGraphql) {

  private static final String ATTRIBUTE = Operation.class.getName();

  Operation as(Access found) {
    return new Operation(method, name, found, isGraphql);
  }

  /** Null if it has not been found out yet. */
  static @Nullable Operation of(ServletRequest request) {
    return (Operation) request.getAttribute(ATTRIBUTE);
  }

  void attachTo(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
