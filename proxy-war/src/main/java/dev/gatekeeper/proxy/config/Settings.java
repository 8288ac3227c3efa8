package dev.gatekeeper.proxy.config;

import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.auth.FilterParameters;
import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.proxy.Upstream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings of one deployment, read once. Each is a context-param, else a system property, else
 * an environment variable, else its default.
 *
 * @param upstream the MLflow to guard
 * @param upstreamDownMessage what clients are told while it can't be connected to
 * @param filter all that concerns users and passwords
 */
record Settings(Upstream upstream, String upstreamDownMessage, FilterParameters filter) {

  private static final System.Logger LOG = System.getLogger(Settings.class.getName());

  /**
   * Reads and checks every setting.
   *
   * @throws IllegalArgumentException with one sentence that names the setting, its value and what
   *     would be right
   */
  static Settings read(SettingsSource source) {
    refuseUnknown(source.contextParams().keySet(), "context-param");
    refuseUnknown(source.systemProperties().keySet(), "system property");
    warnOfUnknown(source.environment().keySet());
    return new Settings(
        value(source, Setting.UPSTREAM, Upstream::parse)
            .orElseGet(() -> Upstream.parse("http://localhost:5000")),
        value(source, Setting.UPSTREAM_DOWN_MESSAGE, Settings::sentence)
            .orElse("MLflow does not answer; try again later."),
        filter(source));
  }

  private static FilterParameters filter(SettingsSource source) {
    Map<String, String> texts = new HashMap<>(Map.of(Setting.REALM.name(), "MLflow Login"));
    for (Setting setting : Setting.OF_THE_FILTER) {
      String text = source.textOf(setting);
      if (!text.isEmpty()) {
        texts.put(setting.name(), text);
      }
    }
    try {
      return new FilterParameters(texts);
    } catch (ParameterException e) {
      throw unusable(new Setting(e.name()), e.value(), e);
    }
  }

  private static <T> Optional<T> value(
      SettingsSource source, Setting setting, Function<String, T> parser) {
    String text = source.textOf(setting);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      throw unusable(setting, text, e);
    }
  }

  private static IllegalArgumentException unusable(
      Setting setting, String value, IllegalArgumentException why) {
    return new IllegalArgumentException(
        "The setting "
            + setting.propertyName()
            + " is '"
            + value
            + "', but "
            + why.getMessage()
            + ".",
        why);
  }

  private static String sentence(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("it must be a sentence");
    }
    return value;
  }

  private static void refuseUnknown(Set<String> names, String kind) {
    Set<String> known =
        Setting.all().map(Setting::propertyName).collect(Collectors.toCollection(TreeSet::new));
    for (String name : new TreeSet<>(names)) {
      if (name.startsWith(Setting.PREFIX) && !known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no setting " + name + ", which is a " + kind + "; known are " + known + ".");
      }
    }
  }

  private static void warnOfUnknown(Set<String> names) {
    Set<String> known = Setting.all().map(Setting::environmentName).collect(Collectors.toSet());
    for (String name : new TreeSet<>(names)) {
      if (name.startsWith(Setting.ENVIRONMENT_PREFIX) && !known.contains(name)) {
        LOG.log(WARNING, "The environment variable {0} is no setting of the gate.", name);
      }
    }
  }
}
