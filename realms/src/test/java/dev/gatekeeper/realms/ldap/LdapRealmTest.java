package dev.gatekeeper.realms.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.LoggedLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the realm makes of each answer, from a directory in memory that gives them. */
class LdapRealmTest {

  private static final List<String> ROLES = List.of("reader", "writer", "deleter", "admin");
  private static final Verdict REJECTED = new Verdict.Rejected();
  private static final Verdict UNKNOWN = new Verdict.Unknown();
  private static final Verdict UNAVAILABLE = new Verdict.Unavailable();
  private static final Map<String, String> BY_PATTERN =
      Map.of(
          "ldap-bind-dn", "",
          "ldap-bind-password", "",
          "ldap-user-base", "",
          "ldap-user-pattern", "uid={0}," + InMemory.PEOPLE);

  private final LoggedLines log = new LoggedLines(LdapRealm.class);
  private InMemory memory;

  @BeforeEach
  void start() throws LDAPException {
    memory = InMemory.start();
  }

  @AfterEach
  void stop() {
    log.close();
    memory.close();
  }

  private Verdict verdict(Map<String, String> changes, String user, String password) {
    ParameterValues values = new ParameterValues(memory.texts(changes));
    try (LdapRealm realm = new LdapParameters(values, ROLES).open()) {
      return realm.verify(new Credentials.Password(user, password));
    }
  }

  private Verdict verdict(String user, String password) {
    return verdict(Map.of(), user, password);
  }

  private static Verdict accepted(String user, String... roles) {
    return new Verdict.Accepted(user, Set.of(roles)).rememberedFor(Duration.ofMinutes(5), "");
  }

  @Test
  void searchesThenBindsAndTakesGroupsForRoles() {
    assertThat(verdict("alice", "sesame")).isEqualTo(accepted("alice", "writer"));
    assertThat(verdict("alice", "Sesame")).isEqualTo(REJECTED);
    assertThat(verdict("bob", "sesame")).isEqualTo(UNKNOWN);
  }

  @Test
  void bindsByPatternAndReadsAsTheUser() {
    assertThat(verdict(BY_PATTERN, "alice", "sesame")).isEqualTo(accepted("alice", "writer"));
    assertThat(verdict(BY_PATTERN, "alice", "Sesame")).isEqualTo(REJECTED);
    assertThat(verdict(BY_PATTERN, "bob", "sesame")).isEqualTo(REJECTED);
  }

  @Test
  void theDirectorysSpellingOfTheNameCounts() {
    assertThat(verdict("ALICE", "sesame")).isEqualTo(accepted("alice", "writer"));
    assertThat(verdict(BY_PATTERN, "Alice", "sesame")).isEqualTo(accepted("alice", "writer"));
    assertThat(verdict(Map.of("ldap-user-filter", "(mail={0})"), "al@x", "sesame"))
        .isEqualTo(accepted("alice", "writer"));
  }

  @Test
  void ofTwoNamesTheOneInTheDnCounts() throws Exception {
    memory.add(
        "dn: uid=Zoe," + InMemory.PEOPLE,
        "objectClass: person",
        "uid: a-zoe",
        "uid: Zoe",
        "userPassword: x");

    assertThat(verdict("A-ZOE", "x")).isEqualTo(accepted("Zoe"));
  }

  @Test
  void anEntryWithoutAUsableNameLetsNobodyIn() {
    assertThat(
            verdict(
                Map.of("ldap-user-filter", "(uid={0})", "ldap-user-attribute", "sn"),
                "alice",
                "sesame"))
        .isEqualTo(REJECTED);
    assertThat(log.lines()).anyMatch(line -> line.contains("no usable name in its attribute sn"));
  }

  @Test
  void aPasswordThatIsEmptyOrHasANulOrNoEndIsNeverSent() {
    for (String password : List.of("", "\0", "sesame\0", "x".repeat(64 * 1024))) {
      assertThat(verdict("alice", password)).isEqualTo(REJECTED);
      assertThat(verdict("bob", password)).isEqualTo(UNKNOWN);
      assertThat(verdict(BY_PATTERN, "alice", password)).isEqualTo(REJECTED);
    }
    assertThat(memory.binds()).containsOnly("cn=gate,dc=example,dc=org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "al*",
        "alice)(uid=*",
        "\\2a",
        "(",
        "alice,ou=People",
        "{1}",
        "uid=alice",
        "𝄞"
      })
  void aNameIsAValueInTheFilterAndInTheDn(String name) {
    assertThat(verdict(name, "sesame")).isEqualTo(UNKNOWN);
    assertThat(verdict(BY_PATTERN, name, "sesame")).isEqualTo(REJECTED);
  }

  @Test
  void anUnknownUserCostsABindToNobodysEntry() {
    assertThat(verdict("bob", "sesame")).isEqualTo(UNKNOWN);

    assertThat(memory.binds())
        .anyMatch(dn -> dn.startsWith("cn=") && dn.endsWith("," + InMemory.PEOPLE));
  }

  @Test
  void twoEntriesOfOneNameLetNobodyIn() throws Exception {
    memory.add(
        "dn: cn=other," + InMemory.PEOPLE,
        "objectClass: person",
        "uid: alice",
        "userPassword: sesame");

    assertThat(verdict("alice", "sesame")).isEqualTo(REJECTED);
    assertThat(log.lines())
        .contains("The directory's 'alice' has more than one entry, and can't log in.");
  }

  @ParameterizedTest
  @CsvSource({
    "49, Rejected", "48, Rejected", "19, Rejected", "53, Rejected", "32, Rejected",
    "1, Unavailable", "2, Unavailable", "7, Unavailable", "8, Unavailable", "10, Unavailable",
    "13, Unavailable", "50, Unavailable", "51, Unavailable", "52, Unavailable", "80, Unavailable"
  })
  void whatTheBindOfAUserEndsWith(int code, String verdict) {
    memory.answerBind(InMemory.ALICE, ResultCode.valueOf(code));

    assertThat(verdict("alice", "sesame").getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(log.lines()).noneMatch(line -> line.contains("sesame") || line.contains("s3cret"));
  }

  @Test
  void whenNoEntryIsThereAPatternLeavesTheUserToTheNextRealm() {
    memory.answerBind(InMemory.ALICE, ResultCode.NO_SUCH_OBJECT);

    assertThat(verdict(BY_PATTERN, "alice", "sesame")).isEqualTo(UNKNOWN);
  }

  @Test
  void aRefusalOfTheGatesOwnAccountIsNoRefusalOfTheUser() {
    assertThat(verdict(Map.of("ldap-bind-password", "s3cret"), "alice", "sesame"))
        .isEqualTo(UNAVAILABLE);
    assertThat(log.lines())
        .anyMatch(line -> line.contains("(ldap-bind-dn) (result code 49, invalid credentials)"))
        .noneMatch(line -> line.contains("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {InMemory.PEOPLE, "ou=Groups,dc=example,dc=org"})
  void aSearchThatIsReferredOrFailsLetsNobodyIn(String base) {
    for (ResultCode code :
        List.of(ResultCode.REFERRAL, ResultCode.NO_SUCH_OBJECT, ResultCode.OPERATIONS_ERROR)) {
      memory.answerSearch(
          base,
          request -> {
            throw new LDAPException(
                code, "as the test wants it", "", new String[] {"ldap://127.0.0.1:9/"});
          });

      assertThat(verdict("alice", "sesame")).as(code.getName()).isEqualTo(UNAVAILABLE);
    }
  }

  @Test
  void groupsThatDontAllComeLetNobodyIn() {
    memory.answerSearch(
        "ou=Groups,dc=example,dc=org",
        request -> {
          throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "as the test wants it");
        });

    assertThat(verdict("alice", "sesame")).isEqualTo(UNAVAILABLE);
    assertThat(log.lines()).anyMatch(line -> line.contains("all groups of a user"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "admin: CN=Writer, OU=Groups, DC=example, DC=ORG | admin",
        "admin: WRITER; reader: writer                   | admin reader",
        "admin: cn=writer,dc=example,dc=org              | ''",
        "admin: writers                                  | ''",
      })
  void groupsAreComparedAsDirectoriesDo(String written, String roles) {
    Verdict verdict = verdict(Map.of("ldap-roles", written), "alice", "sesame");

    assertThat(((Verdict.Accepted) verdict).roles())
        .containsExactlyInAnyOrder(roles.isEmpty() ? new String[0] : roles.split(" "));
  }

  @Test
  void groupsOfTheUsersOwnEntryCount() throws Exception {
    memory.add(
        "dn: uid=mia," + InMemory.PEOPLE,
        "objectClass: person",
        "uid: mia",
        "userPassword: x",
        "memberOf: cn=reader,ou=Groups,dc=example,dc=org",
        "memberOf: cn=Ops,ou=Groups,dc=example,dc=org");
    Map<String, String> changes =
        Map.of(
            "ldap-group-base", "",
            "ldap-member-of-attribute", "memberOf",
            "ldap-roles", "reader: reader; admin: cn=ops,ou=groups,dc=example,dc=org");

    assertThat(verdict(changes, "mia", "x")).isEqualTo(accepted("mia", "reader", "admin"));
    assertThat(verdict(changes, "alice", "sesame")).isEqualTo(accepted("alice"));
  }

  @Test
  void aRangeOfTheGroupsOfActiveDirectoryIsNotAllOfThem() throws Exception {
    memory.add(
        "dn: uid=max," + InMemory.PEOPLE,
        "objectClass: person",
        "uid: max",
        "userPassword: x",
        "memberOf;range=0-1499: cn=reader,ou=Groups,dc=example,dc=org");

    assertThat(
            verdict(
                Map.of("ldap-group-base", "", "ldap-member-of-attribute", "memberOf"), "max", "x"))
        .isEqualTo(UNAVAILABLE);
  }

  /** No free server knows the rule, so that its answer is the test's. */
  @Test
  void nestedGroupsAreAskedForByTheRuleOfActiveDirectory() {
    memory.answerSearch(
        "ou=Groups,dc=example,dc=org",
        request -> {
          request.sendSearchEntry(
              new Entry("cn=outer,ou=Groups,dc=example,dc=org", new Attribute("cn", "outer")));
          throw new LDAPException(ResultCode.SUCCESS);
        });

    verdict(Map.of("ldap-nested-groups", "true", "ldap-roles", "admin: outer"), "alice", "sesame");

    assertThat(memory.searches())
        .contains("(member:1.2.840.113556.1.4.1941:=" + InMemory.ALICE + ")");
  }

  @Test
  void threeHundredGroupsAreRead() throws Exception {
    for (int number = 0; number < 300; number++) {
      memory.add(
          "dn: cn=team-%d,ou=Groups,dc=example,dc=org".formatted(number),
          "objectClass: groupOfNames",
          "cn: team-" + number,
          "member: " + InMemory.ALICE);
    }

    assertThat(verdict(Map.of("ldap-roles", "admin: team-299"), "alice", "sesame"))
        .isEqualTo(accepted("alice", "admin"));
  }

  @Test
  void aTokenIsNothingForADirectory() {
    ParameterValues values = new ParameterValues(memory.texts(Map.of()));
    try (LdapRealm realm = new LdapParameters(values, ROLES).open()) {
      assertThat(realm.verify(new Credentials.Token("bearer", "x"))).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void theLogSaysAtTheStartThatPasswordsGoInTheClear() {
    // nothing is asked at that address; no name of this kind is ever given to anybody
    ParameterValues values =
        new ParameterValues(memory.texts(Map.of("ldap-url", "ldap://directory.invalid")));
    new LdapParameters(values, ROLES).open().close();

    assertThat(log.lines())
        .anyMatch(
            line -> line.startsWith("Passwords go to ldap://directory.invalid:389 in the clear"));
  }
}
