package dev.gatekeeper.contract;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What the WAR promises on every container: the same contracts, started once for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GateContract
    implements AdmissionContract,
        LoginContract,
        RequestContract,
        FramingContract,
        BodyContract,
        AnswerContract,
        StreamContract,
        FaultContract,
        StatusContract,
        ClientsContract {

  private final Gate.Starter starter;
  private @Nullable Gate gate;

  GateContract(Gate.Starter starter) {
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

  @Override
  public Gate gate() {
    return Objects.requireNonNull(gate);
  }
}
