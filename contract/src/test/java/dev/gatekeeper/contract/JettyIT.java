package dev.gatekeeper.contract;

class JettyIT extends GateContract implements SessionContract {

  JettyIT() {
    super(Jetty::start);
  }
}
