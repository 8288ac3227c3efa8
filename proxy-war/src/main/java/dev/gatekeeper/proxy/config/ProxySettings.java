package dev.gatekeeper.proxy.config;

import static dev.gatekeeper.proxy.UpstreamTimeouts.DEFAULT;

import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.proxy.Capacity;
import dev.gatekeeper.proxy.FieldPolicy;
import dev.gatekeeper.proxy.KeyStoreFile;
import dev.gatekeeper.proxy.StopTimes;
import dev.gatekeeper.proxy.Upstream;
import dev.gatekeeper.proxy.UpstreamTimeouts;
import dev.gatekeeper.proxy.UpstreamTls;
import dev.gatekeeper.proxy.UpstreamTls.UnusableKeyStoreException;
import dev.gatekeeper.proxy.mlflow.MlflowFields;
import dev.gatekeeper.proxy.origin.PublicOrigins;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * What concerns MLflow and the way to it.
 *
 * @param upstream the MLflow to guard
 * @param timeouts how long it may keep the proxy waiting
 * @param trustStore whom to believe over TLS, if not the JDK's authorities
 * @param keyStore what to show over TLS, if anything
 * @param downMessage what clients are told while it can't be connected to
 * @param capacity how much the proxy does at a time
 * @param stopTimes how the proxy takes its leave
 * @param fields what MLflow learns from the fields of a request
 */
record ProxySettings(
    Upstream upstream,
    UpstreamTimeouts timeouts,
    Optional<KeyStoreFile> trustStore,
    Optional<KeyStoreFile> keyStore,
    String downMessage,
    Capacity capacity,
    StopTimes stopTimes,
    FieldPolicy fields) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final int MANY = 1_000_000;

  static ProxySettings of(
      ParameterValues values, TrustedProxies trustedProxies, PublicOrigins origins) {
    Upstream upstream =
        values
            .value(Setting.UPSTREAM, Upstream::parse)
            .orElseGet(() -> Upstream.parse("http://localhost:5000"));
    return new ProxySettings(
        upstream,
        timeouts(values),
        keyStore(values, upstream, Setting.TRUST_STORE, Setting.TRUST_STORE_PASSWORD),
        keyStore(values, upstream, Setting.KEY_STORE, Setting.KEY_STORE_PASSWORD),
        values
            .value(Setting.UPSTREAM_DOWN_MESSAGE, ProxySettings::sentence)
            .orElse("MLflow does not answer; try again later."),
        capacity(values),
        stopTimes(values),
        fields(values, trustedProxies, origins));
  }

  private static UpstreamTimeouts timeouts(ParameterValues values) {
    return new UpstreamTimeouts(
        values.time(Setting.CONNECT_TIMEOUT, SHORTEST, DEFAULT.connect()),
        values.time(Setting.RESPONSE_TIMEOUT, SHORTEST, DEFAULT.response()),
        values.time(Setting.IDLE_TIMEOUT, SHORTEST, DEFAULT.idle()));
  }

  private static Capacity capacity(ParameterValues values) {
    Capacity usual = Capacity.ofThisJvm();
    return new Capacity(values.number(Setting.EXCHANGES_AT_ONCE, 1, MANY, usual.exchangesAtOnce()));
  }

  private static StopTimes stopTimes(ParameterValues values) {
    StopTimes usual = StopTimes.DEFAULT;
    return new StopTimes(
        values.time(Setting.STOP_NOTICE, Duration.ZERO, usual.notice()),
        values.time(Setting.STOP_PATIENCE, Duration.ZERO, usual.patience()));
  }

  private static FieldPolicy fields(
      ParameterValues values, TrustedProxies trustedProxies, PublicOrigins origins) {
    FieldPolicy plain =
        new FieldPolicy(
            trustedProxies,
            origins,
            MlflowFields.WITHHELD,
            Set.of(),
            Optional.empty(),
            values.flag(Setting.FORWARDED_HEADER));
    FieldPolicy admitting =
        values
            .value(Setting.ADMITTED_HEADERS, text -> plain.admitting(Settings.words(text)))
            .orElse(plain);
    return values.value(Setting.USER_HEADER, admitting::telling).orElse(admitting);
  }

  private static Optional<KeyStoreFile> keyStore(
      ParameterValues values, Upstream upstream, Setting file, Setting password) {
    values.value(
        file,
        text -> {
          if (!upstream.isSecure()) {
            throw new IllegalArgumentException(
                "it is of use only with an https address in " + Setting.UPSTREAM.propertyName());
          }
          return text;
        });
    String secret = values.texts().getOrDefault(password.name(), "");
    return values.file(file).map(path -> new KeyStoreFile(path, secret));
  }

  /**
   * Loads the certificates.
   *
   * @throws IllegalArgumentException if one of the files can't be used
   */
  SSLContext tls() {
    try {
      return UpstreamTls.of(trustStore, keyStore);
    } catch (UnusableKeyStoreException e) {
      boolean trust = trustStore.filter(e.file()::equals).isPresent();
      throw (trust ? Setting.TRUST_STORE : Setting.KEY_STORE).unusable(e.file().toString(), e);
    }
  }

  private static String sentence(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("it must be a sentence");
    }
    return value;
  }
}
