package dev.gatekeeper.contract;

class Tomcat10IT extends GateContract {

  Tomcat10IT() {
    super((deployments, settings) -> Tomcat.start("tomcat10", deployments, settings));
  }
}
