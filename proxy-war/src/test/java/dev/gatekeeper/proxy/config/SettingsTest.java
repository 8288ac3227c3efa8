package dev.gatekeeper.proxy.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatekeeper.auth.FilterParameters;
import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.proxy.Capacity;
import dev.gatekeeper.proxy.FieldPolicy;
import dev.gatekeeper.proxy.KeyStoreFile;
import dev.gatekeeper.proxy.StopTimes;
import dev.gatekeeper.proxy.Upstream;
import dev.gatekeeper.proxy.UpstreamTimeouts;
import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import dev.gatekeeper.proxy.origin.PublicOrigins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final FieldPolicy FIELDS =
      new FieldPolicy(
          TrustedProxies.NONE,
          PublicOrigins.OF_THE_REQUEST,
          Set.of("x-mlflow-guardrail-bypass", "x-mlflow-authorization"),
          Set.of(),
          Optional.empty(),
          false);

  private static final Settings DEFAULTS =
      new Settings(
          new ProxySettings(
              Upstream.parse("http://localhost:5000"),
              new UpstreamTimeouts(
                  Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofHours(1)),
              Optional.empty(),
              Optional.empty(),
              "MLflow does not answer; try again later.",
              Capacity.ofThisJvm(),
              new StopTimes(Duration.ofSeconds(5), Duration.ofSeconds(10)),
              FIELDS),
          new AccessSettings(
              new Roles(
                  Map.of(
                      Role.READER, Set.of(),
                      Role.WRITER, Set.of(),
                      Role.DELETER, Set.of(),
                      Role.ADMIN, Set.of()),
                  Role.WRITER,
                  Role.WRITER),
              PublicOrigins.OF_THE_REQUEST,
              true,
              Optional.empty()),
          new RealmSettings(List.of(RealmSettings.Kind.HTPASSWD), Map.of(), Optional.empty()),
          new FilterParameters(Map.of("realm", "MLflow Login")));

  private static final Map<String, String> NONE = Map.of();

  @Test
  void withoutAnySettingTheDefaultsHold() {
    assertThat(read(NONE, NONE, NONE)).isEqualTo(DEFAULTS);
  }

  @Test
  void everySettingIsRead() {
    Map<String, String> values =
        Map.ofEntries(
            entry("gatekeeper.upstream", "https://mlflow:5001/prefix"),
            entry("gatekeeper.upstream-down-message", "It is being updated."),
            entry("gatekeeper.upstream-connect-timeout", "1s"),
            entry("gatekeeper.upstream-response-timeout", "2s"),
            entry("gatekeeper.upstream-idle-timeout", "3s"),
            entry("gatekeeper.upstream-trust-store", "/etc/ca.pem"),
            entry("gatekeeper.upstream-trust-store-password", "t"),
            entry("gatekeeper.upstream-key-store", "/etc/key.p12"),
            entry("gatekeeper.upstream-key-store-password", "k"),
            entry("gatekeeper.exchanges-at-once", "7"),
            entry("gatekeeper.stop-notice", "0s"),
            entry("gatekeeper.stop-patience", "4s"),
            entry("gatekeeper.user-header", "X-Forwarded-User"),
            entry("gatekeeper.forwarded-header", "true"),
            entry("gatekeeper.admitted-headers", "My_Field, Your.Field"),
            entry("gatekeeper.readers", "rita"),
            entry("gatekeeper.writers", "will, wanda"),
            entry("gatekeeper.deleters", "dora"),
            entry("gatekeeper.admins", "anna"),
            entry("gatekeeper.default-role", "none"),
            entry("gatekeeper.delete-role", "deleter"),
            entry("gatekeeper.public-origins", "https://mlflow.example.com"),
            entry("gatekeeper.account-pages", "off"),
            entry("gatekeeper.audit-file", "/var/log/audit.json"),
            entry("gatekeeper.htpasswd-file", "/etc/users"),
            entry("gatekeeper.htgroup-file", "/etc/groups"),
            entry("gatekeeper.realms", "htpasswd"),
            entry("gatekeeper.realm", "The lab"),
            entry("gatekeeper.open-paths", "/health"));

    assertThat(read(values, NONE, NONE))
        .isEqualTo(
            new Settings(
                new ProxySettings(
                    Upstream.parse("https://mlflow:5001/prefix"),
                    new UpstreamTimeouts(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                    Optional.of(new KeyStoreFile(Path.of("/etc/ca.pem"), "t")),
                    Optional.of(new KeyStoreFile(Path.of("/etc/key.p12"), "k")),
                    "It is being updated.",
                    new Capacity(7),
                    new StopTimes(Duration.ZERO, Duration.ofSeconds(4)),
                    new FieldPolicy(
                        TrustedProxies.NONE,
                        PublicOrigins.parse("https://mlflow.example.com"),
                        Set.of("x-mlflow-guardrail-bypass", "x-mlflow-authorization"),
                        Set.of("my_field", "your.field"),
                        Optional.of("X-Forwarded-User"),
                        true)),
                new AccessSettings(
                    new Roles(
                        Map.of(
                            Role.READER, Set.of("rita"),
                            Role.WRITER, Set.of("will", "wanda"),
                            Role.DELETER, Set.of("dora"),
                            Role.ADMIN, Set.of("anna")),
                        Role.NONE,
                        Role.DELETER),
                    PublicOrigins.parse("https://mlflow.example.com"),
                    false,
                    Optional.of(Path.of("/var/log/audit.json"))),
                new RealmSettings(List.of(RealmSettings.Kind.HTPASSWD), Map.of(), Optional.empty()),
                new FilterParameters(
                    Map.of(
                        "htpasswd-file", "/etc/users",
                        "htgroup-file", "/etc/groups",
                        "realm", "The lab",
                        "open-paths", "/health"))));
  }

  @Test
  void theProxyTrustsTheProxiesThatTheFilterTrusts() {
    Settings settings = read(Map.of("gatekeeper.trusted-proxies", "10.0.0.0/8"), NONE, NONE);

    assertThat(settings.proxy().fields().trustedProxies().contains("10.1.2.3")).isTrue();
  }

  @Test
  void noPasswordIsShown() {
    Settings settings =
        read(
            Map.of(
                "gatekeeper.upstream", "https://mlflow",
                "gatekeeper.upstream-key-store", "/nowhere/key.p12",
                "gatekeeper.upstream-key-store-password", "s3cret"),
            NONE,
            NONE);

    assertThat(settings.toString()).doesNotContain("s3cret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.proxy().tls())
        .withMessage(
            "The setting gatekeeper.upstream-key-store is '/nowhere/key.p12', but it can't be"
                + " loaded: /nowhere/key.p12.");
  }

  @ParameterizedTest
  @CsvSource({
    "param, property, variable, param",
    "param, '-',      variable, param",
    "param, '-',      '-',      param",
    "'-',   property, variable, property",
    "'-',   property, '-',      property",
    "'-',   '-',      variable, variable",
    "'-',   '-',      '-',      MLflow Login",
  })
  void theMostSpecificPlaceCounts(
      String contextParam, String systemProperty, String variable, String realm) {
    Settings settings =
        read(
            place("gatekeeper.realm", contextParam),
            place("gatekeeper.realm", systemProperty),
            place("GATEKEEPER_REALM", variable));

    assertThat(realmOf(settings)).isEqualTo(realm);
  }

  private static String realmOf(Settings settings) {
    return settings.filter().texts().getOrDefault("realm", "");
  }

  private static Map<String, String> place(String name, String value) {
    return value.equals("-") ? NONE : Map.of(name, value);
  }

  @ParameterizedTest
  @MethodSource("dev.gatekeeper.proxy.config.Setting#all")
  void anEmptyValueIsNone(Setting setting) {
    Map<String, String> empty = Map.of(setting.propertyName(), "");

    assertThat(read(empty, NONE, NONE)).isEqualTo(DEFAULTS);
    assertThat(read(NONE, empty, NONE)).isEqualTo(DEFAULTS);
    assertThat(read(NONE, NONE, Map.of(setting.environmentName(), ""))).isEqualTo(DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource({
    "upstream,              GATEKEEPER_UPSTREAM",
    "upstream-down-message, GATEKEEPER_UPSTREAM_DOWN_MESSAGE",
    "htpasswd-file,         GATEKEEPER_HTPASSWD_FILE",
    "htgroup-file,          GATEKEEPER_HTGROUP_FILE",
    "realm,                 GATEKEEPER_REALM",
    "open-paths,            GATEKEEPER_OPEN_PATHS",
    "trusted-proxies,       GATEKEEPER_TRUSTED_PROXIES",
    "user-header,           GATEKEEPER_USER_HEADER",
    "default-role,          GATEKEEPER_DEFAULT_ROLE",
    "public-origins,        GATEKEEPER_PUBLIC_ORIGINS",
  })
  void theNamesInPeoplesScriptsStay(String name, String variable) {
    assertThat(Setting.all())
        .filteredOn(setting -> setting.propertyName().equals("gatekeeper." + name))
        .extracting(Setting::environmentName)
        .containsExactly(variable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          upstream              | localhost:5000  | it must be http://host, http://host:port or \
          http://host:port/path, or the same with https
          upstream              | http://u:p@h    | it must be http://host, http://host:port or \
          http://host:port/path, or the same with https, without user, query or fragment
          upstream              | http://h:0      | it must be http://host, http://host:port or \
          http://host:port/path, or the same with https, with a port from 1 to 65535
          upstream-down-message | '  '            | it must be a sentence
          upstream-idle-timeout | 0s              | it must be at least 1ms
          upstream-trust-store  | /etc/ca.pem     | it is of use only with an https address in \
          gatekeeper.upstream
          upstream-key-store    | /etc/key.p12    | it is of use only with an https address in \
          gatekeeper.upstream
          exchanges-at-once     | 0               | it must be a number from 1 to 1000000
          stop-patience         | 10              | it must be a number and a unit, such as 500ms, \
          30s, 10m, 1h or 7d
          user-header           | X_User          | it must be a name of letters, digits and dashes \
          that is not in use, such as X-Forwarded-User
          user-header           | Host            | it must be a name of letters, digits and dashes \
          that is not in use, such as X-Forwarded-User
          forwarded-header      | yes             | it must be true or false
          default-role          | root            | it must be one of none, reader, writer, deleter, \
          admin
          delete-role           | reader          | it must be one of writer, deleter, admin
          public-origins        | gate            | 'gate' is no origin such as \
          https://mlflow.example.com, without a path
          public-origins        | https://gate/x  | 'https://gate/x' is no origin such as \
          https://mlflow.example.com, without a path
          account-pages         | true            | it must be on or off
          audit-file            | audit.json      | it must be an absolute path
          admitted-headers      | a:b             | 'a:b' is no name of a field
          htpasswd-file         | users           | it must be an absolute path
          htpasswd-file         | ./users         | it must be an absolute path
          htpasswd-file         | /a\0b           | it must be the path of a file
          htgroup-file          | groups          | it must be an absolute path
          realm                 | caf\u00e9       | the realm's name must be printable ASCII and not empty
          realm                 | 'a\tb'          | the realm's name must be printable ASCII and not empty
          open-paths            | health          | 'health' is no path such as /health or /static/ \
          in plain characters
          trusted-proxies       | 10.0.0.1/8      | '10.0.0.1/8' is no address and no range such as \
          10.0.0.0/8 or fd00::/8
          remember-for          | 10              | it must be a number and a unit, such as 500ms, \
          30s, 10m, 1h or 7d
          """)
  void aMalformedValueStopsTheDeploymentWithOneSentence(String name, String value, String why) {
    String property = "gatekeeper." + name;
    String variable = "GATEKEEPER_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    String sentence = "The setting " + property + " is '" + value + "', but " + why + ".";

    assertRefused(Map.of(property, value), NONE, NONE, sentence);
    assertRefused(NONE, Map.of(property, value), NONE, sentence);
    assertRefused(NONE, NONE, Map.of(variable, value), sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gatekeeper.htpaswd-file",
        "gatekeeper.htpasswd_file",
        "gatekeeper.Realm",
        "gatekeeper.",
      })
  void anUnknownNameStopsTheDeploymentAndTheKnownOnesAreNamed(String name) {
    String known =
        "; known are " + new TreeSet<>(Setting.all().map(Setting::propertyName).toList()) + ".";

    assertRefused(
        Map.of(name, "x"),
        NONE,
        NONE,
        "There is no setting " + name + ", which is a context-param" + known);
    assertRefused(
        NONE,
        Map.of(name, "x"),
        NONE,
        "There is no setting " + name + ", which is a system property" + known);
  }

  @ParameterizedTest
  @CsvSource({
    "gatekeeper.jdbc-password,   jdbc",
    "gatekeeper.jdbc-url,        jdbc",
    "gatekeeper.container-roles, container",
  })
  void aSettingOfARealmThatIsNotNamedIsRefusedWithoutItsValue(String name, String realm) {
    assertRefused(
        Map.of(name, "s3cret"),
        NONE,
        NONE,
        "The setting %s is there, but gatekeeper.realms does not name the realm %s."
            .formatted(name, realm));
  }

  @Test
  void aRealmThatIsNamedNeedsItsSettings() {
    assertRefused(
        Map.of("gatekeeper.realms", "htpasswd, jdbc"),
        NONE,
        NONE,
        "The setting gatekeeper.jdbc-data-source is '', but either it or jdbc-url must say where"
            + " the users are.");
    assertThat(read(Map.of("gatekeeper.realms", "container"), NONE, NONE).realms().kinds())
        .containsExactly(RealmSettings.Kind.CONTAINER);
  }

  @Test
  void whatIsNotOursIsNotLookedAt() {
    Map<String, String> foreign = Map.of("java.home", "x", "gatekeeperish", "y", "GATEKEEPER", "z");

    assertThat(read(foreign, foreign, foreign)).isEqualTo(DEFAULTS);
  }

  @Test
  void anUnknownEnvironmentVariableOnlyWarns() {
    List<String> logged = new ArrayList<>();
    Logger logger = Logger.getLogger(Settings.class.getName());
    Handler handler = new Collector(logged);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      Map<String, String> environment =
          Map.of(
              "GATEKEEPER_PORT", "tcp://10.0.0.1:80",
              "GATEKEEPER_REALM", "The lab",
              "PATH", "/bin");

      assertThat(realmOf(read(NONE, NONE, environment))).isEqualTo("The lab");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(logged)
        .containsExactly(
            "WARNING The environment variable GATEKEEPER_PORT is no setting of the gate.");
  }

  private static Settings read(
      Map<String, String> contextParams,
      Map<String, String> systemProperties,
      Map<String, String> environment) {
    return Settings.read(new SettingsSource(contextParams, systemProperties, environment));
  }

  private static void assertRefused(
      Map<String, String> contextParams,
      Map<String, String> systemProperties,
      Map<String, String> environment,
      String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(contextParams, systemProperties, environment))
        .withMessage(sentence);
  }

  private static final class Collector extends Handler {

    private final List<String> lines;

    Collector(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord logged) {
      lines.add(logged.getLevel() + " " + new SimpleFormatter().formatMessage(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
