package dev.gatekeeper.contract;

class JettyEe11IT extends GateContract {

  JettyEe11IT() {
    super(Jetty::startWithEe11);
  }
}
