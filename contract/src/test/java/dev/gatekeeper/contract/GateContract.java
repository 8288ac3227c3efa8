package dev.gatekeeper.contract;

/** What the WAR promises on every container. */
abstract class GateContract extends DeployedGate
    implements AdmissionContract,
        LoginContract,
        RightsContract,
        AccountContract,
        AuditContract,
        RequestContract,
        TargetContract,
        FramingContract,
        BodyContract,
        AnswerContract,
        StreamContract,
        FaultContract,
        StatusContract,
        ClientsContract {

  GateContract(Gate.Starter starter) {
    super(starter);
  }
}
