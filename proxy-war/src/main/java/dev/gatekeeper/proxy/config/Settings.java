package dev.gatekeeper.proxy.config;

import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.proxy.Upstream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
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
 * @param htpasswdFile users and hashes; without it nobody gets in
 * @param htgroupFile groups
 * @param realm the name in the challenge
 */
record Settings(
    Upstream upstream,
    String upstreamDownMessage,
    Optional<Path> htpasswdFile,
    Optional<Path> htgroupFile,
    String realm) {

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
        value(source, Setting.HTPASSWD_FILE, Settings::absolutePath),
        value(source, Setting.HTGROUP_FILE, Settings::absolutePath),
        value(source, Setting.REALM, Settings::printableAscii).orElse("MLflow Login"));
  }

  private static <T> Optional<T> value(
      SettingsSource source, Setting setting, Function<String, T> parser) {
    String name = setting.propertyName();
    String found =
        source
            .contextParams()
            .getOrDefault(
                name,
                source
                    .systemProperties()
                    .getOrDefault(
                        name, source.environment().getOrDefault(setting.environmentName(), "")));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(found));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The setting " + name + " is '" + found + "', but it " + e.getMessage() + ".", e);
    }
  }

  private static String sentence(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("must be a sentence");
    }
    return value;
  }

  private static String printableAscii(String value) {
    if (value.chars().anyMatch(c -> c < 0x20 || c > 0x7E)) {
      throw new IllegalArgumentException("must be printable ASCII");
    }
    return value;
  }

  /** Relative to what would differ between containers. */
  private static Path absolutePath(String value) {
    try {
      Path path = Path.of(value);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("must be the path of a file", e);
    }
    throw new IllegalArgumentException("must be an absolute path");
  }

  private static void refuseUnknown(Set<String> names, String kind) {
    Set<String> known =
        Arrays.stream(Setting.values())
            .map(Setting::propertyName)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : new TreeSet<>(names)) {
      if (name.startsWith(Setting.PREFIX) && !known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no setting " + name + ", which is a " + kind + "; known are " + known + ".");
      }
    }
  }

  private static void warnOfUnknown(Set<String> names) {
    Set<String> known =
        Arrays.stream(Setting.values()).map(Setting::environmentName).collect(Collectors.toSet());
    for (String name : new TreeSet<>(names)) {
      if (name.startsWith(Setting.ENVIRONMENT_PREFIX) && !known.contains(name)) {
        LOG.log(WARNING, "The environment variable {0} is no setting of the gate.", name);
      }
    }
  }
}
