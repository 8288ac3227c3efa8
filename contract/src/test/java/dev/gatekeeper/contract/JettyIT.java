package dev.gatekeeper.contract;

class JettyIT extends GateContract {

  JettyIT() {
    super(Jetty::start);
  }
}
