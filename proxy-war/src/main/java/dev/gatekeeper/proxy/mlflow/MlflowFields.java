package dev.gatekeeper.proxy.mlflow;

import java.util.Set;

/** The request fields that mean something to MLflow alone. */
public final class MlflowFields {

  /**
   * In lower case: with the one a client would skip MLflow's guardrails, the other has credentials
   * for the gate.
   */
  public static final Set<String> WITHHELD =
      Set.of("x-mlflow-guardrail-bypass", "x-mlflow-authorization");

  private MlflowFields() {}
}
