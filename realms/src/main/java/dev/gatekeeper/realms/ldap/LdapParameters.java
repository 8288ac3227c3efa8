package dev.gatekeeper.realms.ldap;

import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_BIND_DN;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_BIND_PASSWORD;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_BIND_PASSWORD_FILE;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_CONNECTIONS;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_CONNECT_TIMEOUT;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_GROUP_ATTRIBUTE;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_GROUP_BASE;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_GROUP_FILTER;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_MEMBER_OF_ATTRIBUTE;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_NESTED_GROUPS;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_REMEMBER_FOR;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_RESPONSE_TIMEOUT;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_ROLES;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_START_TLS;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_TRUST_STORE;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_TRUST_STORE_PASSWORD;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_TRUST_STORE_PASSWORD_FILE;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_URL;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_USER_ATTRIBUTE;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_USER_BASE;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_USER_FILTER;
import static dev.gatekeeper.realms.ldap.LdapParameter.LDAP_USER_PATTERN;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.realms.GroupRoles;
import dev.gatekeeper.realms.SecretParameter;
import dev.gatekeeper.realms.TrustStore;
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
 * The configuration of an {@link LdapRealm}.
 *
 * <table>
 * <caption>The parameters</caption>
 * <tr><th>name</th><th>meaning</th></tr>
 * <tr><td>{@code ldap-url}</td><td>the servers, {@code ldaps://host} or {@code ldap://host:port},
 *     in the order in which they are tried</td></tr>
 * <tr><td>{@code ldap-start-tls}</td><td>{@code true} begins TLS on the port of plain LDAP</td></tr>
 * <tr><td>{@code ldap-trust-store}, {@code ldap-trust-store-password} or {@code
 *     ldap-trust-store-password-file}</td><td>see {@link TrustStore}; the JDK's</td></tr>
 * <tr><td>{@code ldap-bind-dn}, {@code ldap-bind-password} or {@code
 *     ldap-bind-password-file}</td><td>as whom the gate searches; nobody</td></tr>
 * <tr><td>{@code ldap-user-base}</td><td>below which users are searched</td></tr>
 * <tr><td>{@code ldap-user-filter}</td><td>finds a user, whose name is {@code {0}}</td></tr>
 * <tr><td>{@code ldap-user-pattern}</td><td>in place of a search, the DN of a user whose name is
 *     {@code {0}}</td></tr>
 * <tr><td>{@code ldap-user-attribute}</td><td>has the user's name, {@code uid}</td></tr>
 * <tr><td>{@code ldap-group-base}</td><td>below which groups are searched; none are</td></tr>
 * <tr><td>{@code ldap-group-filter}</td><td>finds the groups of a user, whose DN is {@code {0}} and
 *     whose name is {@code {1}}</td></tr>
 * <tr><td>{@code ldap-group-attribute}</td><td>has a group's name, {@code cn}</td></tr>
 * <tr><td>{@code ldap-nested-groups}</td><td>{@code true} has Active Directory find groups of
 *     groups</td></tr>
 * <tr><td>{@code ldap-member-of-attribute}</td><td>in place of a search, the attribute of the
 *     user's entry that has the DNs of groups</td></tr>
 * <tr><td>{@code ldap-roles}</td><td>see {@link GroupRoles}; a group with an equals sign is a
 *     DN</td></tr>
 * <tr><td>{@code ldap-remember-for}</td><td>after which time a user who was removed is out,
 *     5m</td></tr>
 * <tr><td>{@code ldap-connections}</td><td>how many that search, and how many that bind, 4</td></tr>
 * <tr><td>{@code ldap-connect-timeout}, {@code ldap-response-timeout}</td><td>how long a login
 *     waits for a connection and for an answer, 5s each</td></tr>
 * </table>
 *
 * <p>This class is immutable and thread-safe. It has the password of the gate's own account.
 */
public final class LdapParameters {

  /** The names of all parameters. */
  public static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(
          Arrays.stream(LdapParameter.values())
              .map(LdapParameter::parameterName)
              .collect(Collectors.toCollection(TreeSet::new)));

  private static final Duration USUAL_WAIT = Duration.ofSeconds(5);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
  private static final Duration USUALLY_REMEMBERED = Duration.ofMinutes(5);
  private static final int USUAL_CONNECTIONS = 4;
  private static final int MANY_CONNECTIONS = 1_000;

  /** groupOfNames, groupOfUniqueNames (RFC 4519) and posixGroup (RFC 2307). */
  private static final String MEMBERS = "(|(member={0})(uniqueMember={0})(memberUid={1}))";

  /** Active Directory's LDAP_MATCHING_RULE_IN_CHAIN. */
  private static final String MEMBERS_OF_MEMBERS = "(member:1.2.840.113556.1.4.1941:={0})";

  private final ParameterValues values;
  private final Limits limits;
  private final Address address;
  private final Optional<BindRequest> account;
  private final Optional<String> userBase;
  private final Optional<Template> userPattern;
  private final Template userFilter;
  private final Accounts accounts;

  /**
   * Reads and checks the parameters.
   *
   * @param values the texts, among which there may be others
   * @param roles those that the webapp knows
   * @throws ParameterException if a value can't be used, or one is missing
   */
  public LdapParameters(ParameterValues values, Collection<String> roles) {
    this.values = values;
    this.limits =
        new Limits(
            values.number(LDAP_CONNECTIONS, 1, MANY_CONNECTIONS, USUAL_CONNECTIONS),
            values.time(LDAP_CONNECT_TIMEOUT, SHORTEST_WAIT, USUAL_WAIT),
            values.time(LDAP_RESPONSE_TIMEOUT, SHORTEST_WAIT, USUAL_WAIT));
    this.address = address();
    this.userBase = values.value(LDAP_USER_BASE, LdapParameters::requireDn);
    this.userPattern = values.value(LDAP_USER_PATTERN, Template::ofDn);
    this.account = account();
    requireOneMethod();
    String nameAttribute = attribute(LDAP_USER_ATTRIBUTE).orElse("uid");
    this.userFilter =
        values
            .value(LDAP_USER_FILTER, Template::ofFilter)
            .orElseGet(() -> Template.ofFilter("(" + nameAttribute + "={0})"));
    this.accounts =
        new Accounts(
            nameAttribute,
            groups(),
            values
                .value(LDAP_ROLES, text -> new LdapRoles(GroupRoles.parse(text, roles)))
                .orElseGet(() -> new LdapRoles(GroupRoles.ofTheSameName(roles))),
            values.time(LDAP_REMEMBER_FOR, Duration.ZERO, USUALLY_REMEMBERED));
  }

  private Address address() {
    List<Server> servers =
        values
            .value(LDAP_URL, Server::parse)
            .orElseThrow(() -> refused(LDAP_URL, "it must say where the directory is"));
    boolean isStartTls = values.flag(LDAP_START_TLS);
    if (isStartTls && servers.stream().anyMatch(Server::isTls)) {
      throw refused(LDAP_START_TLS, "with ldaps:// in ldap-url TLS has begun already");
    }
    boolean isTls = isStartTls || servers.stream().anyMatch(Server::isTls);
    return new Address(servers, isStartTls, trustStore(isTls).context());
  }

  private TrustStore trustStore(boolean isTls) {
    String password =
        new SecretParameter(LDAP_TRUST_STORE_PASSWORD, LDAP_TRUST_STORE_PASSWORD_FILE)
            .in(values)
            .orElse("");
    Optional<Path> file = values.file(LDAP_TRUST_STORE);
    if (file.isEmpty()) {
      return TrustStore.ofJdk();
    }
    if (!isTls) {
      throw refused(LDAP_TRUST_STORE, "it is of use only with ldaps:// or ldap-start-tls");
    }
    return values
        .value(LDAP_TRUST_STORE, text -> TrustStore.load(file.get(), password))
        .orElseThrow();
  }

  /** A name without a password would be nobody's, as far as a server is concerned. */
  private Optional<BindRequest> account() {
    Optional<String> dn = values.value(LDAP_BIND_DN, text -> text);
    Optional<String> password =
        new SecretParameter(LDAP_BIND_PASSWORD, LDAP_BIND_PASSWORD_FILE)
            .in(values)
            .filter(secret -> !secret.isEmpty());
    if (dn.isPresent() && password.isEmpty()) {
      throw refused(LDAP_BIND_DN, "ldap-bind-password or ldap-bind-password-file is missing");
    }
    if (dn.isEmpty() && password.isPresent()) {
      throw refused(LDAP_BIND_DN, "it must say whose password ldap-bind-password is");
    }
    return dn.map(name -> new SimpleBindRequest(name, password.orElseThrow()));
  }

  private void requireOneMethod() {
    if (userPattern.isEmpty() && userBase.isEmpty()) {
      throw refused(LDAP_USER_BASE, "either it or ldap-user-pattern must say where the users are");
    }
    if (userPattern.isPresent()) {
      for (LdapParameter other : List.of(LDAP_USER_BASE, LDAP_USER_FILTER, LDAP_BIND_DN)) {
        requireAbsent(other, LDAP_USER_PATTERN);
      }
    }
  }

  private Groups groups() {
    Optional<String> memberOf = attribute(LDAP_MEMBER_OF_ATTRIBUTE);
    Optional<String> base = values.value(LDAP_GROUP_BASE, LdapParameters::requireDn);
    boolean isNested = values.flag(LDAP_NESTED_GROUPS);
    Optional<Template> filter = values.value(LDAP_GROUP_FILTER, Template::ofFilter);
    if (isNested) {
      requireAbsent(LDAP_GROUP_FILTER, LDAP_NESTED_GROUPS);
    }
    if (memberOf.isPresent()) {
      requireAbsent(LDAP_GROUP_BASE, LDAP_MEMBER_OF_ATTRIBUTE);
    }
    String name = attribute(LDAP_GROUP_ATTRIBUTE).orElse("cn");
    if (base.isEmpty()) {
      requireAbsentWithoutBase(isNested);
      return memberOf.<Groups>map(MemberOf::new).orElse(Groups.NONE);
    }
    Template members = Template.ofFilter(isNested ? MEMBERS_OF_MEMBERS : MEMBERS);
    return new GroupSearch(base.get(), filter.orElse(members), name, limits);
  }

  private void requireAbsentWithoutBase(boolean isNested) {
    for (LdapParameter parameter : List.of(LDAP_GROUP_FILTER, LDAP_GROUP_ATTRIBUTE)) {
      if (!textOf(parameter).isEmpty()) {
        throw refused(parameter, "it is of use only with ldap-group-base");
      }
    }
    if (isNested) {
      throw refused(LDAP_NESTED_GROUPS, "it is of use only with ldap-group-base");
    }
  }

  private void requireAbsent(LdapParameter parameter, LdapParameter other) {
    if (!textOf(parameter).isEmpty()) {
      throw refused(parameter, other.parameterName() + " is set, too; only one counts");
    }
  }

  private Optional<String> attribute(LdapParameter parameter) {
    return values.value(
        parameter,
        text -> {
          if (!text.matches("[A-Za-z][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("it must be the name of an attribute, such as uid");
          }
          return text;
        });
  }

  private static String requireDn(String text) {
    if (!DN.isValidDN(text)) {
      throw new IllegalArgumentException("it must be a DN such as ou=People,dc=example,dc=org");
    }
    return text;
  }

  private String textOf(LdapParameter parameter) {
    return values.texts().getOrDefault(parameter.parameterName(), "");
  }

  /** Not for a secret, since the value is shown. */
  private ParameterException refused(LdapParameter parameter, String why) {
    return new ParameterException(parameter.parameterName(), textOf(parameter), why);
  }

  /**
   * Opens the realm. It is open though the directory is down; that is logged.
   *
   * @return a realm that connects when it is first needed
   */
  public LdapRealm open() {
    Directory directory = new Directory(address, account.orElse(null), limits);
    LdapRealm realm = new LdapRealm(directory, method(directory), new Outage(address.toString()));
    realm.tryOut(address);
    return realm;
  }

  private LoginMethod method(Directory directory) {
    OddUsers odd = new OddUsers();
    return userPattern.isPresent()
        ? new BindByPattern(directory, userPattern.get(), accounts, limits, odd)
        : new SearchThenBind(directory, userBase.orElseThrow(), userFilter, accounts, limits, odd);
  }
}
