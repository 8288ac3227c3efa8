package dev.gatekeeper.contract;

import org.junit.jupiter.api.Tag;

@Tag("containers")
class LibertyIT extends GateContract {

  LibertyIT() {
    super(Liberty::start);
  }
}
