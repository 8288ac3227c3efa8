package dev.gatekeeper.contract;

import java.util.Map;

/**
 * A WAR at a context path.
 *
 * @param contextPath empty, or begins with a slash
 * @param params its own context-params; without any, the WAR is dropped in as a file
 */
record Deployment(String contextPath, Map<String, String> params) {

  String fileName() {
    return contextPath.isEmpty() ? "ROOT" : contextPath.substring(1);
  }
}
