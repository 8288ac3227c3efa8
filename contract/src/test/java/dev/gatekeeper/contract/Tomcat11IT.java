package dev.gatekeeper.contract;

class Tomcat11IT extends GateContract implements SessionContract {

  Tomcat11IT() {
    super((deployments, settings) -> Tomcat.start("tomcat11", deployments, settings));
  }
}
