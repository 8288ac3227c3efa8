package dev.gatekeeper.realms.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.DN;
import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapParametersTest {

  private static final List<String> ROLES = List.of("reader", "admin");

  private static final Map<String, String> USUAL =
      Map.of(
          "ldap-url", "ldaps://ldap.example.org",
          "ldap-bind-dn", "cn=gate,dc=example,dc=org",
          "ldap-bind-password", "s3cret",
          "ldap-user-base", "ou=People,dc=example,dc=org");

  private static LdapParameters with(Map<String, String> changes) {
    Map<String, String> texts = new HashMap<>(USUAL);
    texts.putAll(changes);
    return new LdapParameters(new ParameterValues(texts), ROLES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ldap-url                 | ''               | ldap-url                 | it must say where the directory is",
        "ldap-url                 | ldap.example.org | ldap-url                 | it must be addresses such as",
        "ldap-url                 | http://x         | ldap-url                 | it must be addresses such as",
        "ldap-url                 | ldap://x/dc=org  | ldap-url                 | it must be addresses such as",
        "ldap-url                 | ldap://u@x       | ldap-url                 | it must be addresses such as",
        "ldap-url                 | ldap://x,        | ldap-url                 | it must be addresses such as",
        "ldap-start-tls           | true             | ldap-start-tls           | TLS has begun already",
        "ldap-start-tls           | yes              | ldap-start-tls           | it must be true or false",
        "ldap-trust-store         | ca.pem           | ldap-trust-store         | absolute path",
        "ldap-trust-store         | /nowhere/ca.pem  | ldap-trust-store         | it can't be loaded",
        "ldap-bind-dn             | ''               | ldap-bind-dn             | whose password",
        "ldap-bind-password       | ''               | ldap-bind-dn             | is missing",
        "ldap-bind-password-file  | /nowhere         | ldap-bind-password-file  | only one counts",
        "ldap-user-base           | ''               | ldap-user-base           | either it or ldap-user-pattern",
        "ldap-user-base           | People           | ldap-user-base           | it must be a DN",
        "ldap-user-filter         | (uid=x)          | ldap-user-filter         | {0} in the place",
        "ldap-user-filter         | (uid={0}         | ldap-user-filter         | it must be a filter",
        "ldap-user-pattern        | uid={0},dc=x     | ldap-user-base           | only one counts",
        "ldap-user-pattern        | {0}@example.org  | ldap-user-pattern        | it must be a DN",
        "ldap-user-attribute      | (uid)            | ldap-user-attribute      | the name of an attribute",
        "ldap-group-base          | Groups           | ldap-group-base          | it must be a DN",
        "ldap-group-filter        | (member={0})     | ldap-group-filter        | only with ldap-group-base",
        "ldap-nested-groups       | true             | ldap-nested-groups       | only with ldap-group-base",
        "ldap-roles               | king: x          | ldap-roles               | is not a role",
        "ldap-roles               | admin: cn=,=     | ldap-roles               | is no DN",
        "ldap-remember-for        | soon             | ldap-remember-for        | a number and a unit",
        "ldap-connections         | 0                | ldap-connections         | it must be a number",
        "ldap-connect-timeout     | 0s               | ldap-connect-timeout     | at least 1ms",
      })
  void whatCantBeUsedIsNamedWithWhatWouldBeRight(
      String name, String value, String named, String why) {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> with(Map.of(name, value)))
        .withMessageContaining(why)
        .satisfies(
            e -> {
              assertThat(e.name()).isEqualTo(named);
              assertThat(e.value() + e.getMessage()).doesNotContain("s3cret");
            });
  }

  @Test
  void ofTwoWaysToTheGroupsOneCounts() {
    assertThatThrownBy(
            () -> with(Map.of("ldap-group-base", "dc=org", "ldap-member-of-attribute", "memberOf")))
        .hasMessage("ldap-member-of-attribute is set, too; only one counts");
    assertThatThrownBy(
            () ->
                with(
                    Map.of(
                        "ldap-group-base", "dc=org",
                        "ldap-nested-groups", "true",
                        "ldap-group-filter", "(member={0})")))
        .hasMessage("ldap-nested-groups is set, too; only one counts");
  }

  @Test
  void aTrustStoreWithoutTlsIsOfNoUse() {
    assertThatThrownBy(
            () -> with(Map.of("ldap-url", "ldap://localhost", "ldap-trust-store", "/ca.pem")))
        .hasMessage("it is of use only with ldaps:// or ldap-start-tls");
  }

  @Test
  void thePasswordMayStandInAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "s3cret\n");

    with(Map.of("ldap-bind-password", "", "ldap-bind-password-file", file.toString()));
    Files.writeString(file, "\n");
    assertThatThrownBy(
            () ->
                with(Map.of("ldap-bind-password", "", "ldap-bind-password-file", file.toString())))
        .hasMessage("ldap-bind-password or ldap-bind-password-file is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ldap://a ldaps://b:1636, ldap://[::1] | [ldap://a:389, ldaps://b:1636, ldap://[::1]:389]",
        "LDAP://a/                             | [ldap://a:389]",
      })
  void severalServersAreRead(String text, String servers) {
    assertThat(Server.parse(text)).hasToString(servers);
  }

  @ParameterizedTest
  @CsvSource({
    "ldap://localhost, true",
    "ldap://127.1.2.3, true",
    "ldap://[::1], true",
    "ldap://127.0.0.1.example.org, false",
    "ldap://ldap, false"
  })
  void passwordsMayGoToThisMachineInTheClear(String url, boolean isLoopback) {
    assertThat(Server.parse(url).get(0).isLoopback()).isEqualTo(isLoopback);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a*(b)\\c  | (uid=a\\2a\\28b\\29\\5cc)",
        "{0}{1}    | (uid={0}{1})",
        "$1\\      | (uid=$1\\5c)",
      })
  void aFilterHasItsValueEscaped(String value, String filter) throws Exception {
    assertThat(Template.ofFilter("(uid={0})").filter(List.of(value, value))).hasToString(filter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,ou=b+c=d | uid=a\\,ou\\=b\\+c\\=d,dc=x",
        "#1         | uid=\\#1,dc=x",
        "\"<>;\\    | uid=\\\"\\<\\>\\;\\\\,dc=x",
      })
  void aDnHasItsValueEscaped(String value, String dn) throws Exception {
    String made = Template.ofDn("uid={0},dc=x").dnText(value);

    assertThat(new DN(made)).isEqualTo(new DN(dn));
    assertThat(new DN(made).getRDNs()[0].getAttributeValues()).containsExactly(value);
  }

  @Test
  void namesThatNoDirectoryHasAreRefusedBeforeItIsAsked() {
    assertThatThrownBy(() -> new Credentials.Password("a\0", "x"))
        .hasMessage("the user name has a control character");
    assertThatThrownBy(() -> new Credentials.Password("a".repeat(64 * 1024), "x"))
        .hasMessage("the user name is longer than 255 bytes");
  }
}
