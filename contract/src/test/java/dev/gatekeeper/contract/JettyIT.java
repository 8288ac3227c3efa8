package dev.gatekeeper.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;

class JettyIT extends GateContract {

  @Override
  Container start(List<Deployment> deployments, Map<String, String> settings) throws IOException {
    return Jetty.start(deployments, settings);
  }
}
