package dev.gatekeeper.realms.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.LoggedLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real PostgreSQL. */
class JdbcRealmTest {

  private static final String PASSWORD_QUERY = "SELECT hash FROM users WHERE name = ?";
  private static final List<String> ROLES = List.of("reader", "writer", "deleter", "admin");
  private static final Verdict REJECTED = new Verdict.Rejected();
  private static final Verdict UNKNOWN = new Verdict.Unknown();
  private static final Verdict UNAVAILABLE = new Verdict.Unavailable();

  private static Postgres postgres;

  private final LoggedLines log = new LoggedLines(JdbcRealm.class);

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = Postgres.start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  /** htpasswd -nb with -B, -m, -2, -5, -s and -d, of the password "sesame". */
  @BeforeEach
  void fill() throws SQLException {
    postgres.execute(
        """
        drop table if exists users, members;
        create table users (name text, hash text);
        create table members (name text, role text);
        grant select on users, members to gate;
        insert into users values
          ('bcrypt', '$2y$04$1ouCJnjeuNpMYcVU/0b3neysxt5bkmv5gcwY.arSH3nKwPtct9qBu'),
          ('apr1', '$apr1$0uT7Ug49$zLpjnrp2uTeyQ76yEtsX31'),
          ('sha256', '$5$saltsalt$Arv3XkXcPR5LHLrzVCBdKV5hwRocYIyFvUvGa9tbc06'),
          ('sha512', '$6$saltsalt$g3uPFdehVnKoLXdidvSAg1zlVgYomPr0X/xgdXSBn2LuxZUOGgYW4IULZkguZ77fzYteIur49AGHmF9iek6Sf1'),
          ('sha', '{SHA}CEo1Ae3vaEXy8eQZjsOiuBz1xrw='),
          ('des', 'abnqrLigH.z/s'),
          ('null', null),
          ('locked', '!$2y$04$1ouCJnjeuNpMYcVU/0b3neysxt5bkmv5gcwY.arSH3nKwPtct9qBu'),
          ('odd', '$9$nobody knows it'),
          ('twice', '$apr1$0uT7Ug49$zLpjnrp2uTeyQ76yEtsX31'),
          ('twice', '$apr1$0uT7Ug49$zLpjnrp2uTeyQ76yEtsX31'),
          ('o''hara', '$apr1$0uT7Ug49$zLpjnrp2uTeyQ76yEtsX31'),
          ('zoë', '$apr1$0uT7Ug49$zLpjnrp2uTeyQ76yEtsX31');
        insert into members values
          ('apr1', 'writer'), ('apr1', 'data science'), ('bcrypt', 'admin'), ('sha', null);
        """);
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static JdbcRealm realm(Map<String, String> changes) {
    Map<String, String> texts =
        new HashMap<>(
            Map.of(
                "jdbc-url", postgres.url(),
                "jdbc-user", "gate",
                "jdbc-password", "let me ask",
                "jdbc-password-query", PASSWORD_QUERY,
                "jdbc-roles-query", "SELECT role FROM members WHERE name = ?"));
    texts.putAll(changes);
    return new JdbcParameters(new ParameterValues(texts), ROLES).open(HashPolicy.DEFAULT);
  }

  private static Credentials login(String user, String password) {
    return new Credentials.Password(user, password);
  }

  private static Verdict verdict(Map<String, String> changes, String user, String password) {
    try (JdbcRealm realm = realm(changes)) {
      return realm.verify(login(user, password));
    }
  }

  @Test
  void everyHashOfAnHtpasswdFileLetsItsOwnerIn() {
    try (JdbcRealm realm = realm(Map.of())) {
      for (String user : List.of("bcrypt", "apr1", "sha256", "sha512", "sha", "des", "zoë")) {
        assertThat(realm.verify(login(user, "sesame")))
            .as(user)
            .isInstanceOfSatisfying(
                Verdict.Accepted.class, accepted -> assertThat(accepted.user()).isEqualTo(user));
        assertThat(realm.verify(login(user, "Sesame"))).as(user).isEqualTo(REJECTED);
        assertThat(realm.verify(login(user, ""))).as(user).isEqualTo(REJECTED);
        assertThat(realm.verify(login(user, "sesame\0"))).as(user).isEqualTo(REJECTED);
        assertThat(realm.verify(login(user, "x".repeat(64 * 1024)))).as(user).isEqualTo(REJECTED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nobody", "' OR '1'='1", "apr1' --", "APR1", "%", "apr1 ", "o\\'hara", "?", "𝄞"})
  void aNameIsAValueAndNeverAPartOfTheQuery(String name) {
    assertThat(verdict(Map.of(), name, "sesame")).isEqualTo(UNKNOWN);
    assertThat(log.lines()).noneMatch(line -> line.contains(name));
  }

  @Test
  void aNameWithAQuoteLogsIn() {
    assertThat(verdict(Map.of(), "o'hara", "sesame")).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void groupsAreRolesByTheirNamesOrAsASettingSays() {
    assertThat(roles(Map.of(), "apr1")).containsExactly("writer");
    assertThat(roles(Map.of("jdbc-roles", "reader: data science; admin: ops"), "apr1"))
        .containsExactly("reader");
    assertThat(roles(Map.of(), "sha")).isEmpty();
    assertThat(roles(Map.of("jdbc-roles-query", ""), "apr1")).isEmpty();
  }

  private static Set<String> roles(Map<String, String> changes, String user) {
    return ((Verdict.Accepted) verdict(changes, user, "sesame")).roles();
  }

  @Test
  void aVerdictIsRememberedForTheTimeOfTheSetting() {
    Verdict.Accepted usual = (Verdict.Accepted) verdict(Map.of(), "apr1", "sesame");
    assertThat(usual.rememberFor()).isEqualTo(Duration.ofMinutes(5));

    Verdict.Accepted set =
        (Verdict.Accepted) verdict(Map.of("jdbc-remember-for", "20s"), "apr1", "sesame");
    assertThat(set.rememberFor()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void aChangedRowCountsWithTheNextQuestion() throws SQLException {
    try (JdbcRealm realm = realm(Map.of())) {
      assertThat(realm.verify(login("apr1", "sesame"))).isInstanceOf(Verdict.Accepted.class);
      postgres.execute("delete from users where name = 'apr1'");
      assertThat(realm.verify(login("apr1", "sesame"))).isEqualTo(UNKNOWN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "null,   The database's user 'null' can't log in: there is no hash.",
    "locked, The database's user 'locked' can't log in: there is no hash but a mark that locks the user out.",
    "odd,    The database's user 'odd' can't log in: the hash is of no known format.",
    "twice,  The database's user 'twice' can't log in: the query for the password finds more than one row.",
  })
  void whoHasNoHashOrTwoIsRefusedAndNamedInTheLog(String user, String line) {
    assertThat(verdict(Map.of(), user, "sesame")).isEqualTo(REJECTED);
    assertThat(log.lines()).contains(line).noneMatch(text -> text.contains("nobody knows it"));
  }

  @Test
  void ofNamesThatTheDatabaseTakesForOneOnlyItsOwnSpellingCounts() {
    Map<String, String> withoutCase =
        Map.of("jdbc-password-query", "SELECT hash, name FROM users WHERE lower(name) = lower(?)");

    assertThat(verdict(withoutCase, "apr1", "sesame")).isInstanceOf(Verdict.Accepted.class);
    assertThat(verdict(withoutCase, "Apr1", "sesame")).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT hash FROM people WHERE name = ?, 42P01",
    "SELECT hash FRM users WHERE name = ?, 42601",
    "SELECT hash FROM users WHERE name = ?::int::text, 22P02",
  })
  void aQueryThatFailsLetsNobodyInAndTheLogHasItsStateAndNoValue(String query, String state) {
    try (JdbcRealm realm = realm(Map.of("jdbc-password-query", query))) {
      assertThat(realm.verify(login("apr1", "sesame"))).isEqualTo(UNAVAILABLE);
    }
    assertThat(log.lines())
        .anyMatch(line -> line.contains("SQL state " + state))
        .noneMatch(line -> line.contains("apr1") || line.contains("sesame"));
  }

  @Test
  void aFailureIsNotLoggedForEachLogin() {
    try (JdbcRealm realm =
        realm(Map.of("jdbc-roles-query", "SELECT role FROM nothing where n=?"))) {
      for (int i = 0; i < 20; i++) {
        assertThat(realm.verify(login("apr1", "sesame"))).isEqualTo(UNAVAILABLE);
      }
    }
    assertThat(log.lines()).filteredOn(line -> line.contains("42P01")).hasSize(1);
  }

  @Test
  void aQueryThatHangsIsGivenUp() throws SQLException {
    Map<String, String> sleeping =
        Map.of(
            "jdbc-password-query",
            "SELECT pg_sleep(600)::text WHERE ? <> ''",
            "jdbc-query-timeout",
            "1s",
            "jdbc-connect-timeout",
            "1s");
    try (JdbcRealm realm = realm(sleeping)) {
      assertThat(realm.verify(login("apr1", "sesame"))).isEqualTo(UNAVAILABLE);
    }
  }

  @Test
  void aServerThatAcceptsAndSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Map<String, String> changes =
          Map.of(
              "jdbc-url", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/users",
              "jdbc-query-timeout", "1s",
              "jdbc-connect-timeout", "250ms");
      assertThat(verdict(changes, "apr1", "sesame")).isEqualTo(UNAVAILABLE);
    }
    assertThat(log.lines())
        .anyMatch(line -> line.startsWith("The database of users can't be asked"));
  }

  @Test
  void aWrongPasswordOfTheGateIsSaidAndNotShown() {
    assertThat(verdict(Map.of("jdbc-password", "s3cret"), "apr1", "sesame")).isEqualTo(UNAVAILABLE);
    assertThat(log.lines())
        .anyMatch(line -> line.contains("it refuses the user or the password"))
        .noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void aDatabaseThatIsDownAtTheStartLetsUsersInOnceItIsThere() throws Exception {
    postgres.stop();
    try (JdbcRealm realm = realm(Map.of("jdbc-connect-timeout", "250ms"))) {
      assertThat(realm.verify(login("apr1", "sesame"))).isEqualTo(UNAVAILABLE);
      assertThat(log.lines()).anyMatch(line -> line.contains("no connection to it"));

      postgres.startAgain();
      awaitAccepted(realm);
      assertThat(log.lines()).contains("The database of users answers again.");

      postgres.stop();
      assertThat(realm.verify(login("apr1", "sesame"))).isEqualTo(UNAVAILABLE);
      postgres.startAgain();
      awaitAccepted(realm);
    }
  }

  private static void awaitAccepted(JdbcRealm realm) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Verdict verdict = UNAVAILABLE;
    while (verdict.equals(UNAVAILABLE) && System.nanoTime() < end) {
      verdict = realm.verify(login("apr1", "sesame"));
    }
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void theGateOnlyReads() {
    Map<String, String> writing =
        Map.of(
            "jdbc-password-query",
            "DELETE FROM users WHERE name = ? RETURNING hash",
            "jdbc-user",
            "postgres");
    assertThat(verdict(writing, "apr1", "sesame")).isEqualTo(UNAVAILABLE);
    assertThat(verdict(Map.of(), "apr1", "sesame")).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void aDataSourceThatTheContainerDoesNotHaveIsNamedInTheLog() {
    Map<String, String> missing =
        Map.of("jdbc-url", "", "jdbc-data-source", "java:comp/env/jdbc/users");
    assertThat(verdict(missing, "apr1", "sesame")).isEqualTo(UNAVAILABLE);
    assertThat(log.lines())
        .contains(
            "The database of users can't be asked, and nobody new gets in by it: the container has"
                + " nothing of the name java:comp/env/jdbc/users.");
  }

  @Test
  void manyLoginsShareOneConnection() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (JdbcRealm realm = realm(Map.of("jdbc-connections", "1"))) {
      List<Future<Verdict>> verdicts = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        verdicts.add(threads.submit(() -> realm.verify(login("apr1", "sesame"))));
      }
      for (Future<Verdict> verdict : verdicts) {
        assertThat(verdict.get()).isInstanceOf(Verdict.Accepted.class);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aTokenIsNotItsBusiness() {
    try (JdbcRealm realm = realm(Map.of())) {
      assertThat(realm.schemes()).containsExactly("basic");
      assertThat(realm.verify(new Credentials.Token("bearer", "abc"))).isEqualTo(UNKNOWN);
    }
  }
}
