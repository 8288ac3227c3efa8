package dev.gatekeeper.contract;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A gate in a container, started once for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeployedGate {

  private final Gate.Starter starter;
  private @Nullable Gate gate;

  DeployedGate(Gate.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  void deploy() throws IOException, InterruptedException {
    gate = Gate.deploy(starter);
  }

  @AfterAll
  void undeploy() throws IOException {
    if (gate != null) {
      gate.close();
    }
  }

  @BeforeEach
  void forgetWhatTheUpstreamGot() {
    gate().upstream().answerOk();
  }

  /** The gate, from the first test to the last. */
  public Gate gate() {
    return Objects.requireNonNull(gate);
  }
}
