package dev.gatekeeper.auth;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.login.LockoutPolicy;
import dev.gatekeeper.auth.login.VerificationPolicy;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The configuration of a {@link BasicAuthFilter} as texts by name, as the init-params of a web.xml
 * have it. All are optional; an empty text stands for the default.
 *
 * <table>
 * <caption>The parameters</caption>
 * <tr><th>name</th><th>meaning</th></tr>
 * <tr><td>{@code htpasswd-file}</td><td>absolute path of the users and hashes; without it every
 *     request is answered 503</td></tr>
 * <tr><td>{@code htgroup-file}</td><td>absolute path of the groups, which are the users'
 *     roles</td></tr>
 * <tr><td>{@code realm}</td><td>the name in the challenge, {@value
 *     BasicAuthFilter#DEFAULT_REALM_NAME}</td></tr>
 * <tr><td>{@code open-paths}</td><td>what needs no credentials, see {@link OpenPaths}</td></tr>
 * <tr><td>{@code open-preflight}</td><td>{@code true} lets CORS preflights pass</td></tr>
 * <tr><td>{@code trusted-proxies}</td><td>see {@link TrustedProxies}</td></tr>
 * <tr><td>{@code max-bcrypt-cost}, {@code max-sha-crypt-rounds}, {@code plain-text-passwords}</td><td>see {@link
 *     HashPolicy}</td></tr>
 * <tr><td>{@code remember-for}, {@code remember-at-most}, {@code checks-at-once}, {@code
 *     checks-waiting}, {@code check-patience}</td><td>see {@link VerificationPolicy}</td></tr>
 * <tr><td>{@code lockout-after}, {@code lockout-first-delay}, {@code lockout-longest-delay}, {@code
 *     lockout-forget-after}, {@code lockout-tracked-at-most}</td><td>see {@link
 *     LockoutPolicy}</td></tr>
 * </table>
 *
 * <p>A time is a number and one of the units ms, s, m, h and d, as in {@code 10m}. This class is
 * immutable and thread-safe.
 *
 * @param texts values by name
 */
public record FilterParameters(Map<String, String> texts) {

  /** The names of all parameters. */
  public static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(
          Arrays.stream(Parameter.values())
              .map(Parameter::parameterName)
              .collect(Collectors.toCollection(TreeSet::new)));

  /**
   * Checks the parameters.
   *
   * @param texts values by name
   * @throws ParameterException if a name is unknown or a value can't be used
   */
  public FilterParameters {
    texts = Map.copyOf(texts);
    for (String name : new TreeSet<>(texts.keySet())) {
      if (!NAMES.contains(name)) {
        throw new ParameterException(
            name, texts.getOrDefault(name, ""), "there is no such name; known are " + NAMES);
      }
    }
    FilterOptions.of(new ParameterValues(texts));
  }

  /**
   * Opens the realm of these parameters, reading its files.
   *
   * @return a builder with everything set that the parameters say
   */
  public BasicAuthFilter.Builder toBuilder() {
    return toBuilder(openRealm());
  }

  /**
   * Opens the realm of these parameters, reading its files; for a webapp that changes them.
   *
   * @return a realm that is watching its files
   */
  public HtpasswdRealm openRealm() {
    FilterOptions options = options();
    HtpasswdRealm.Builder realm = HtpasswdRealm.builder().hashPolicy(options.hashes());
    options.htpasswdFile().ifPresent(realm::htpasswdFile);
    options.htgroupFile().ifPresent(realm::htgroupFile);
    return realm.build();
  }

  /**
   * Starts to build a filter before a realm that is open already.
   *
   * @param realm such as {@link #openRealm} has opened
   * @return a builder with everything else set that the parameters say
   */
  public BasicAuthFilter.Builder toBuilder(CredentialRealm realm) {
    FilterOptions options = options();
    return BasicAuthFilter.builder(realm)
        .challenge(options.challenge())
        .exemptions(options.exemptions())
        .trustedProxies(options.trustedProxies())
        .verification(options.verification())
        .lockout(options.lockout());
  }

  /**
   * Whose X-Forwarded-For is believed; a webapp that passes requests on needs to know it too.
   *
   * @return the parameter {@code trusted-proxies}
   */
  public TrustedProxies trustedProxies() {
    return options().trustedProxies();
  }

  /**
   * Where the users and hashes are.
   *
   * @return the parameter {@code htpasswd-file}
   */
  public Optional<Path> htpasswdFile() {
    return options().htpasswdFile();
  }

  /**
   * Where the groups are.
   *
   * @return the parameter {@code htgroup-file}
   */
  public Optional<Path> htgroupFile() {
    return options().htgroupFile();
  }

  /**
   * Which hashes let their owner in.
   *
   * @return what the parameters say of hashes
   */
  public HashPolicy hashPolicy() {
    return options().hashes();
  }

  private FilterOptions options() {
    return FilterOptions.of(new ParameterValues(texts));
  }
}
