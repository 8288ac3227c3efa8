package dev.gatekeeper.proxy.mlflow;

import java.util.Set;

/** The request fields that mean something to MLflow alone. */
public final class MlflowFields {

  /** In lower case. A client that sent them would skip MLflow's guardrails. */
  public static final Set<String> WITHHELD = Set.of("x-mlflow-guardrail-bypass");

  private MlflowFields() {}
}
