package dev.gatekeeper.contract;

import org.junit.jupiter.api.Tag;

@Tag("containers")
class WildFlyIT extends GateContract {

  WildFlyIT() {
    super(WildFly::start);
  }
}
