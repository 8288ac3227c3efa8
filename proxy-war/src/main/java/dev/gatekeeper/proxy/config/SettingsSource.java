package dev.gatekeeper.proxy.config;

import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The three places that settings come from, the most specific first.
 *
 * @param contextParams of this one deployment
 * @param systemProperties of the JVM
 * @param environment of the process
 */
record SettingsSource(
    Map<String, String> contextParams,
    Map<String, String> systemProperties,
    Map<String, String> environment) {

  static SettingsSource of(ServletContext context) {
    Map<String, String> contextParams = new HashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      // Jetty makes null of an empty value
      contextParams.put(name, Objects.requireNonNullElse(context.getInitParameter(name), ""));
    }
    Map<String, String> systemProperties = new HashMap<>();
    Properties properties = System.getProperties();
    for (String name : properties.stringPropertyNames()) {
      systemProperties.put(name, properties.getProperty(name));
    }
    return new SettingsSource(contextParams, systemProperties, System.getenv());
  }

  /** What the most specific place says; empty if none says anything. */
  String textOf(Setting setting) {
    String name = setting.propertyName();
    return contextParams.getOrDefault(
        name,
        systemProperties.getOrDefault(
            name, environment.getOrDefault(setting.environmentName(), "")));
  }
}
