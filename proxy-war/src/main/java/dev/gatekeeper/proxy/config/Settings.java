package dev.gatekeeper.proxy.config;

import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.auth.FilterParameters;
import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.auth.ParameterValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The settings of one deployment, read once. Each is a context-param, else a system property, else
 * an environment variable, else its default.
 *
 * @param proxy all that concerns MLflow and the way to it
 * @param access all that concerns who may do what
 * @param realms where the users are
 * @param filter all that concerns the way to the realms, and the password file
 */
record Settings(
    ProxySettings proxy, AccessSettings access, RealmSettings realms, FilterParameters filter) {

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
    Map<String, String> texts =
        Setting.all().collect(Collectors.toMap(Setting::name, source::textOf));
    try {
      FilterParameters filter = filter(texts);
      ParameterValues values = new ParameterValues(texts);
      AccessSettings access = AccessSettings.of(values);
      return new Settings(
          ProxySettings.of(values, filter.trustedProxies(), access.origins()),
          access,
          RealmSettings.of(values),
          filter);
    } catch (ParameterException e) {
      throw new Setting(e.name()).unusable(e.value(), e);
    }
  }

  private static FilterParameters filter(Map<String, String> texts) {
    Map<String, String> ofFilter = new HashMap<>(Map.of(Setting.REALM.name(), "MLflow Login"));
    for (Setting setting : Setting.OF_THE_FILTER) {
      String text = texts.getOrDefault(setting.name(), "");
      if (!text.isEmpty()) {
        ofFilter.put(setting.name(), text);
      }
    }
    return new FilterParameters(ofFilter);
  }

  /** Names that are divided by commas or white space. */
  static Set<String> words(String text) {
    return Arrays.stream(text.trim().split("[,\\s]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
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
