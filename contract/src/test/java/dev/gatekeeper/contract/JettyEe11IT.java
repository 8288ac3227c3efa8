package dev.gatekeeper.contract;

import org.junit.jupiter.api.Tag;

@Tag("containers")
class JettyEe11IT extends GateContract {

  JettyEe11IT() {
    super(Jetty::startWithEe11);
  }
}
