package dev.gatekeeper.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;

class Tomcat11IT extends GateContract {

  @Override
  Container start(List<Deployment> deployments, Map<String, String> settings) throws IOException {
    return Tomcat.start("tomcat11", deployments, settings);
  }
}
