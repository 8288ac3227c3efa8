package dev.gatekeeper.contract;

import org.junit.jupiter.api.Tag;

@Tag("containers")
class PayaraIT extends GateContract {

  PayaraIT() {
    super(Payara::start);
  }
}
