package dev.gatekeeper.realms.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real OpenLDAP, with the entries and the rights of docs/ldap.md. */
@Timeout(120)
class SlapdTest {

  private static final List<String> ROLES = List.of("reader", "writer", "deleter", "admin");
  private static final String PASSWORD = "sesame opens it";
  private static final Verdict REJECTED = new Verdict.Rejected();
  private static final Verdict UNKNOWN = new Verdict.Unknown();
  private static final Verdict UNAVAILABLE = new Verdict.Unavailable();

  private Path folder;
  private Slapd slapd;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    slapd = started("localhost");
  }

  private Slapd started(String name) throws Exception {
    return Slapd.start(
        Files.createDirectory(folder.resolve(name)), name, block("conf"), block("ldif"));
  }

  private static String block(String language) throws Exception {
    Path page = Path.of(System.getProperty("basedir"), "..", "docs", "ldap.md");
    Matcher block =
        Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(Files.readString(page));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  @AfterEach
  void stop() {
    if (slapd != null) {
      slapd.close();
    }
  }

  private LdapRealm realm(Map<String, String> changes) {
    Map<String, String> texts =
        new HashMap<>(
            Map.of(
                "ldap-url", slapd.url(),
                "ldap-bind-dn", "cn=gate,dc=example,dc=org",
                "ldap-bind-password", "let me ask",
                "ldap-user-base", "ou=People,dc=example,dc=org",
                "ldap-group-base", "ou=Groups,dc=example,dc=org",
                "ldap-roles",
                    "writer: data science; reader: CN=Reader,ou=groups,dc=example,dc=org"));
    texts.putAll(changes);
    return new LdapParameters(new ParameterValues(texts), ROLES).open();
  }

  private Verdict verdict(Map<String, String> changes, String user, String password) {
    try (LdapRealm realm = realm(changes)) {
      return realm.verify(new Credentials.Password(user, password));
    }
  }

  private static Verdict accepted(String user, String... roles) {
    return new Verdict.Accepted(user, Set.of(roles)).rememberedFor(Duration.ofMinutes(5), "");
  }

  private void assertTellsRightFromWrong(Map<String, String> changes, Verdict ofUnknown) {
    assertThat(verdict(changes, "alice", PASSWORD)).isEqualTo(accepted("alice", "writer"));
    assertThat(verdict(changes, "RITA", PASSWORD)).isEqualTo(accepted("rita", "reader"));
    assertThat(verdict(changes, "alice", "wrong")).isEqualTo(REJECTED);
    assertThat(verdict(changes, "alice", "")).isEqualTo(REJECTED);
    assertThat(verdict(changes, "nobody", PASSWORD)).isEqualTo(ofUnknown);
    assertThat(verdict(changes, "al*", PASSWORD)).isEqualTo(ofUnknown);
    assertThat(verdict(changes, "alice)(uid=*", PASSWORD)).isEqualTo(ofUnknown);
    assertThat(verdict(changes, "alice,ou=People", PASSWORD)).isEqualTo(ofUnknown);
  }

  @Test
  void searchesAndBinds() {
    assertTellsRightFromWrong(Map.of(), UNKNOWN);
  }

  @Test
  void groupsMayComeFromTheOverlayMemberof() {
    assertTellsRightFromWrong(
        Map.of("ldap-group-base", "", "ldap-member-of-attribute", "memberOf"), UNKNOWN);
  }

  @Test
  void bindsByPattern() {
    assertTellsRightFromWrong(
        Map.of(
            "ldap-bind-dn", "",
            "ldap-bind-password", "",
            "ldap-user-base", "",
            "ldap-user-pattern", "uid={0},ou=People,dc=example,dc=org"),
        REJECTED);
  }

  @Test
  void tlsIsForACertificateThatIsBelievedAndHasTheServersName() throws Exception {
    String trusted = slapd.certificate().toString();
    Map<String, String> tls = Map.of("ldap-url", slapd.tlsUrl(), "ldap-trust-store", trusted);
    assertTellsRightFromWrong(tls, UNKNOWN);
    assertThat(verdict(Map.of("ldap-url", slapd.tlsUrl()), "alice", PASSWORD))
        .isEqualTo(UNAVAILABLE);
    try (Slapd other = started("directory.example")) {
      assertThat(verdict(tlsTo(other.tlsUrl(), other), "alice", PASSWORD)).isEqualTo(UNAVAILABLE);
    }
  }

  private static Map<String, String> tlsTo(String url, Slapd server) {
    return Map.of("ldap-url", url, "ldap-trust-store", server.certificate().toString());
  }

  @Test
  void startTlsIsForACertificateThatIsBelievedAndHasTheServersName() throws Exception {
    Map<String, String> tls =
        new HashMap<>(
            Map.of(
                "ldap-url", slapd.startTlsUrl(),
                "ldap-start-tls", "true",
                "ldap-trust-store", slapd.certificate().toString()));
    assertTellsRightFromWrong(tls, UNKNOWN);
    try (Slapd other = started("directory.example")) {
      Map<String, String> toOther = new HashMap<>(tlsTo(other.startTlsUrl(), other));
      toOther.put("ldap-start-tls", "true");
      assertThat(verdict(toOther, "alice", PASSWORD)).isEqualTo(UNAVAILABLE);
    }
    tls.putAll(Map.of("ldap-url", slapd.startTlsUrl(), "ldap-trust-store", ""));
    assertThat(verdict(tls, "alice", PASSWORD)).isEqualTo(UNAVAILABLE);
  }

  @Test
  void whoIsRemovedIsUnknownAndWhoseGroupIsRemovedHasNoRole() throws Exception {
    try (LdapRealm realm = realm(Map.of())) {
      Credentials rita = new Credentials.Password("rita", PASSWORD);
      assertThat(realm.verify(rita)).isEqualTo(accepted("rita", "reader"));
      slapd.modify("dn: cn=reader,ou=Groups,dc=example,dc=org\nchangetype: delete\n");
      assertThat(realm.verify(rita)).isEqualTo(accepted("rita"));
      slapd.modify("dn: uid=rita,ou=People,dc=example,dc=org\nchangetype: delete\n");
      assertThat(realm.verify(rita)).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void whenAServerDiesTheNextIsAskedAndWithoutAnyNobodyGetsIn() throws Exception {
    Credentials alice = new Credentials.Password("alice", PASSWORD);
    try (Slapd second = started("directory.example");
        LdapRealm realm = realm(Map.of("ldap-url", slapd.url() + " " + second.url()))) {
      assertThat(realm.verify(alice)).isEqualTo(accepted("alice", "writer"));
      slapd.stop();
      assertThat(realm.verify(alice)).isEqualTo(accepted("alice", "writer"));
      second.stop();
      assertThat(realm.verify(alice)).isEqualTo(UNAVAILABLE);
      slapd.start();
      assertThat(realm.verify(alice)).isEqualTo(accepted("alice", "writer"));
    }
  }

  @Test
  void aCertificateForANameIsNotOneForTheAddressThatHasTheName() {
    for (String url : List.of(slapd.tlsUrl(), slapd.startTlsUrl())) {
      Map<String, String> tls = new HashMap<>(tlsTo(url, slapd));
      tls.put("ldap-start-tls", String.valueOf(url.equals(slapd.startTlsUrl())));
      assertThat(verdict(tls, "alice", PASSWORD)).isEqualTo(accepted("alice", "writer"));

      tls.put("ldap-url", url.replace("localhost", "127.0.0.1"));
      assertThat(verdict(tls, "alice", PASSWORD)).as(url).isEqualTo(UNAVAILABLE);
    }
  }

  @Test
  void whenAServerFreezesTheNextIsAsked() throws Exception {
    Credentials alice = new Credentials.Password("alice", PASSWORD);
    try (Slapd second = started("directory.example");
        LdapRealm realm =
            realm(
                Map.of(
                    "ldap-url", slapd.url() + "," + second.url(), "ldap-response-timeout", "1s"))) {
      assertThat(realm.verify(alice)).isEqualTo(accepted("alice", "writer"));
      slapd.freeze();
      assertThat(realm.verify(alice)).isEqualTo(accepted("alice", "writer"));
    }
  }
}
