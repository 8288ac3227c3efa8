package dev.gatekeeper.realms.oidc;

import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.realms.GroupRoles;
import dev.gatekeeper.realms.SecretParameter;
import dev.gatekeeper.realms.TrustStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The configuration of an {@link OidcProvider} and an {@link OidcRealm}.
 *
 * <table>
 * <caption>The parameters</caption>
 * <tr><th>name</th><th>meaning</th></tr>
 * <tr><td>{@code oidc-issuer}</td><td>the provider's name for itself, an https URL; http on this
 *     machine alone</td></tr>
 * <tr><td>{@code oidc-client-id}, {@code oidc-client-secret} or {@code
 *     oidc-client-secret-file}</td><td>as whom the gate asks the provider</td></tr>
 * <tr><td>{@code oidc-audience}</td><td>what an access token must be meant for; the client's
 *     id</td></tr>
 * <tr><td>{@code oidc-user-claim}</td><td>claims with the user's name, of which the first that is
 *     there counts; preferred_username</td></tr>
 * <tr><td>{@code oidc-groups-claim}</td><td>the claim with the user's groups, with dots where it is
 *     within another; groups</td></tr>
 * <tr><td>{@code oidc-roles}</td><td>see {@link GroupRoles}</td></tr>
 * <tr><td>{@code oidc-introspect}</td><td>{@code true} asks the provider about tokens that are no
 *     JWT (RFC 7662)</td></tr>
 * <tr><td>{@code oidc-remember-for}</td><td>how long a token that was right is not checked again, if
 *     it does not expire before; 5m</td></tr>
 * <tr><td>{@code oidc-clock-skew}</td><td>by how much clocks may differ, 60s</td></tr>
 * <tr><td>{@code oidc-timeout}</td><td>how long the provider may take to answer, 10s</td></tr>
 * <tr><td>{@code oidc-trust-store}, {@code oidc-trust-store-password}</td><td>whom to believe over
 *     TLS, see {@link TrustStore}</td></tr>
 * </table>
 *
 * <p>This class is immutable and thread-safe. It has the secret of the client.
 */
public final class OidcParameters {

  /** The names of all parameters. */
  public static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(
          Arrays.stream(OidcParameter.values())
              .map(OidcParameter::parameterName)
              .collect(Collectors.toCollection(TreeSet::new)));

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final URI issuer;
  private final String clientId;
  private final Optional<String> clientSecret;
  private final String audience;
  private final Claims claims;
  private final boolean introspect;
  private final Duration rememberFor;
  private final Duration clockSkew;
  private final Duration timeout;
  private final TrustStore trustStore;

  /**
   * Reads and checks the parameters.
   *
   * @param values the texts, among which there may be others
   * @param roles those that the webapp knows
   * @throws ParameterException if a value can't be used, or one is missing
   */
  public OidcParameters(ParameterValues values, Collection<String> roles) {
    this.issuer =
        values
            .value(OidcParameter.OIDC_ISSUER, Endpoints::issuer)
            .orElseThrow(
                () ->
                    missing(
                        OidcParameter.OIDC_ISSUER,
                        "it must say which provider signs people in, such as"
                            + " https://login.example.com/realms/example"));
    this.clientId =
        values
            .value(OidcParameter.OIDC_CLIENT_ID, id -> id)
            .orElseThrow(
                () ->
                    missing(
                        OidcParameter.OIDC_CLIENT_ID,
                        "it must be the id by which the provider knows the gate"));
    this.clientSecret =
        new SecretParameter(OidcParameter.OIDC_CLIENT_SECRET, OidcParameter.OIDC_CLIENT_SECRET_FILE)
            .in(values);
    this.audience = values.value(OidcParameter.OIDC_AUDIENCE, text -> text).orElse(clientId);
    this.claims =
        new Claims(
            values
                .value(OidcParameter.OIDC_USER_CLAIM, OidcParameters::names)
                .orElse(List.of("preferred_username")),
            values.value(OidcParameter.OIDC_GROUPS_CLAIM, String::strip).orElse("groups"),
            values
                .value(OidcParameter.OIDC_ROLES, text -> GroupRoles.parse(text, roles))
                .orElseGet(() -> GroupRoles.ofTheSameName(roles)));
    this.introspect = values.flag(OidcParameter.OIDC_INTROSPECT);
    this.rememberFor =
        values.time(OidcParameter.OIDC_REMEMBER_FOR, Duration.ZERO, Duration.ofMinutes(5));
    this.clockSkew =
        values.time(OidcParameter.OIDC_CLOCK_SKEW, Duration.ZERO, Duration.ofMinutes(1));
    this.timeout = values.time(OidcParameter.OIDC_TIMEOUT, SHORTEST, Duration.ofSeconds(10));
    this.trustStore = trustStore(values);
    if (introspect && clientSecret.isEmpty()) {
      throw new ParameterException(
          OidcParameter.OIDC_INTROSPECT.parameterName(),
          "true",
          "the provider answers this to a client with a secret alone, and none is set");
    }
  }

  private static ParameterException missing(OidcParameter parameter, String why) {
    return new ParameterException(parameter.parameterName(), "", why);
  }

  private static List<String> names(String text) {
    List<String> names = List.of(text.strip().split("[,\\s]+", -1));
    if (names.contains("")) {
      throw new IllegalArgumentException("it names no claim");
    }
    return names;
  }

  private static TrustStore trustStore(ParameterValues values) {
    String password =
        values.texts().getOrDefault(OidcParameter.OIDC_TRUST_STORE_PASSWORD.parameterName(), "");
    values.file(OidcParameter.OIDC_TRUST_STORE);
    return values
        .value(OidcParameter.OIDC_TRUST_STORE, file -> TrustStore.load(Path.of(file), password))
        .orElseGet(TrustStore::ofJdk);
  }

  /**
   * Opens the realm. It is open though the provider is down; that is logged.
   *
   * @return a realm that looks for its provider
   */
  public OidcRealm open() {
    OidcProvider provider = new OidcProvider(this);
    provider.seek();
    return new OidcRealm(provider, this);
  }

  URI issuer() {
    return issuer;
  }

  String clientId() {
    return clientId;
  }

  Optional<String> clientSecret() {
    return clientSecret;
  }

  String audience() {
    return audience;
  }

  Claims claims() {
    return claims;
  }

  boolean introspect() {
    return introspect;
  }

  Duration rememberFor() {
    return rememberFor;
  }

  Duration clockSkew() {
    return clockSkew;
  }

  Duration timeout() {
    return timeout;
  }

  TrustStore trustStore() {
    return trustStore;
  }
}
