package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.WILL;
import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.PythonClient.Outcome;
import dev.gatekeeper.contract.RawHttp.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.opentest4j.TestAbortedException;

/** Users of a real PostgreSQL in Tomcat, configured as docs/database.md has it, before MLflow. */
class JdbcIT {

  private static final String PASSWORD = "sesame opens it";
  private static final String ANNA = basic("anna", PASSWORD);
  private static final String EXPERIMENT =
      "/api/2.0/mlflow/experiments/get?experiment_id=0 HTTP/1.1";
  private static final String USERS = "/api/2.0/mlflow/users/";

  private static EmbeddedPostgres postgres;
  private static Container tomcat;

  @BeforeAll
  static void start() throws Exception {
    RealMlflow.command();
    Page page = Page.read("database.md");
    postgres = startedPostgres();
    execute(page.blocks("sql").get(0));
    List<String> descriptors = page.blocks("xml");
    tomcat =
        Tomcat.startWith(
            "tomcat11-jdbc",
            Map.of(
                "by-url", made(descriptors.get(0)),
                "by-name", made(descriptors.get(1)),
                "both", behindTheFile(made(descriptors.get(0))),
                "driverless", made(descriptors.get(0)).replace("jdbc:postgresql:", "jdbc:mysql:")),
            Map.of("lib/postgresql.jar", driver()));
  }

  private static EmbeddedPostgres startedPostgres() throws IOException {
    Path rules = Files.createDirectories(Container.WORK).resolve("pg_hba_jdbc.conf");
    Files.writeString(
        rules,
        """
        host all postgres 127.0.0.1/32 trust
        host all gate 127.0.0.1/32 scram-sha-256
        """);
    try {
      return EmbeddedPostgres.builder()
          .setLocaleConfig("locale", "C.UTF-8")
          .setServerConfig("listen_addresses", "127.0.0.1")
          .setServerConfig("hba_file", rules.toString())
          .start();
    } catch (IOException | IllegalStateException e) {
      RealMlflow.absent("PostgreSQL does not start on this machine: " + e.getMessage());
      throw new TestAbortedException("not reached", e);
    }
  }

  /** With the addresses and paths of this machine, and a time that a test can wait for. */
  private static String made(String descriptor) throws IOException, InterruptedException {
    Path password = Files.writeString(Container.WORK.resolve("db-password"), "let me ask\n");
    String address = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    return descriptor
        .replace("/opt/mlflow-gatekeeper.war", Container.WAR.toString())
        .replace("http://mlflow:5000", RealMlflow.server().uri().toString())
        .replace("jdbc:postgresql://db/users", address)
        .replace("/etc/mlflow/db-password", password.toString())
        .replace(
            "</Context>",
            """
            <Parameter name="gatekeeper.jdbc-remember-for" value="1s" override="false"/>
            <Parameter name="gatekeeper.default-role" value="none" override="false"/>
            </Context>
            """);
  }

  /** With a password file that is asked first, and logins that are remembered for long. */
  private static String behindTheFile(String descriptor) throws IOException {
    return descriptor
        .replace("value=\"jdbc\"", "value=\"htpasswd, jdbc\"")
        .replace("value=\"1s\"", "value=\"1h\"")
        .replace(
            "</Context>",
            """
            <Parameter name="gatekeeper.htpasswd-file" value="%s" override="false"/>
            <Parameter name="gatekeeper.admins" value="will" override="false"/>
            </Context>
            """
                .formatted(Gate.passwordFile()));
  }

  private static Path driver() throws URISyntaxException {
    return Path.of(
        org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (tomcat != null) {
      tomcat.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  /** htpasswd -nbB rita 'sesame opens it' */
  @BeforeEach
  void addReaderAndAdministrator() throws SQLException {
    execute(
        """
        delete from users where name in ('rita', 'anna', 'dora');
        insert into users values ('rita', '$2y$10$IsCZThcVRTE7X8oRLOR6luOgrzQI6gELkBnlAhd66U984I8D8Yng6'), ('anna', '$2y$10$IsCZThcVRTE7X8oRLOR6luOgrzQI6gELkBnlAhd66U984I8D8Yng6'), ('dora', '$2y$10$IsCZThcVRTE7X8oRLOR6luOgrzQI6gELkBnlAhd66U984I8D8Yng6');
        insert into roles values ('rita', 'reader'), ('anna', 'admin'), ('dora', 'writer');
        """);
  }

  private static Answer get(String gate, String target, String user) throws IOException {
    return RawHttp.send(tomcat.port(), "GET /" + gate + target, basic(user, PASSWORD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"by-url", "by-name"})
  void thePythonClientLogsARun(String gate) throws Exception {
    Outcome outcome =
        new PythonClient(tomcat.uri("/" + gate), "alice", PASSWORD)
            .run("client_session.py", "1000");
    assertThat(outcome.output()).contains("all came back equal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"by-url", "by-name"})
  void aReaderReadsAndCannotWrite(String gate) throws Exception {
    assertThat(get(gate, EXPERIMENT, "rita").status()).isEqualTo(200);
    Outcome outcome = new PythonClient(tomcat.uri("/" + gate), "rita", PASSWORD).run("one_post.py");
    assertThat(outcome.output()).contains("rita may read but not write here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"by-url", "by-name"})
  void aWrongPasswordAndAnUnknownNameAreRefusedAlike(String gate) throws Exception {
    Answer wrong =
        RawHttp.send(tomcat.port(), "GET /" + gate + EXPERIMENT, basic("alice", "wrong"));
    Answer unknown = get(gate, EXPERIMENT, "nobody");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"by-url", "by-name"})
  void aRoleThatIsTakenAndAUserWhoIsRemovedAreOutInTheTimeOfTheSetting(String gate)
      throws Exception {
    assertThat(get(gate, EXPERIMENT, "rita").status()).isEqualTo(200);

    execute("delete from roles where name = 'rita'");
    Await.until("no role", () -> get(gate, EXPERIMENT, "rita").status() == 403);

    execute("delete from users where name = 'rita'");
    Await.until("no user", () -> get(gate, EXPERIMENT, "rita").status() == 401);
  }

  @Test
  void theNameStandsInTheCornerOfTheUi() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      chromium.logIn(tomcat, "/by-url/version", "rita", PASSWORD.replace(" ", "%20"));
      chromium.driver().get("about:blank");
      chromium.driver().get(tomcat.uri("/by-url") + "/#/");
      chromium.find(By.cssSelector("[aria-label='Account menu for rita']"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"by-url", "by-name"})
  void theAccountPagesKnowWhoTheUserIsAndWhose(String gate) throws Exception {
    assertThat(get(gate, USERS + "current HTTP/1.1", "anna").body())
        .contains("\"username\":\"anna\"", "\"is_admin\":true", "\"is_basic_auth\":true");
    assertThat(get(gate, USERS + "list HTTP/1.1", "anna").body())
        .contains("\"username\":\"anna\"", "\"realm\":\"jdbc\"");

    assertThat(
            changed(
                gate,
                ANNA,
                "POST",
                "create",
                "{\"username\":\"new\",\"password\":\"a long password\"}"))
        .contains("This server keeps no users itself; they sign in through jdbc");
  }

  @Test
  void behindThePasswordFileOnlyItsUsersAreChangedHere() throws Exception {
    assertThat(get("both", EXPERIMENT, "dora").status()).isEqualTo(200);
    assertThat(get("both", EXPERIMENT, "rita").status())
        .as("the file has a rita with another password")
        .isEqualTo(401);

    Answer list = RawHttp.send(tomcat.port(), "GET /both" + USERS + "list HTTP/1.1", WILL);
    assertThat(list.body())
        .containsPattern("\"username\":\"rita\"[^}]*\"realm\":\"htpasswd\"")
        .containsPattern("\"username\":\"dora\"[^}]*\"realm\":\"jdbc\"");
    String dora = "{\"username\":\"dora\",\"password\":\"a long password\",\"is_admin\":true}";
    assertThat(changed("both", WILL, "PATCH", "update-password", dora))
        .contains("dora signs in through jdbc; the password is changed there.");
    assertThat(changed("both", WILL, "PATCH", "update-admin", dora))
        .contains("dora signs in through jdbc; roles are given and taken there.");
    assertThat(changed("both", WILL, "DELETE", "delete", dora))
        .contains("dora signs in through jdbc; the account is removed there.");
    assertThat(changed("both", WILL, "POST", "create", dora))
        .contains("User (username=dora) already exists: dora signs in through jdbc.");
  }

  @Test
  void whatCannotBeAskedIsAnswered503AndWhoIsRememberedGoesOn() throws Exception {
    assertThat(get("both", EXPERIMENT, "dora").status()).isEqualTo(200);
    execute("alter table users rename to elsewhere");
    try {
      Await.until("503", () -> get("by-url", EXPERIMENT, "dora").status() == 503);
      assertThat(get("by-url", EXPERIMENT, "dora").value("Retry-After")).isNotEmpty();
      assertThat(get("both", EXPERIMENT, "dora").status()).isEqualTo(200);
    } finally {
      execute("alter table elsewhere rename to users");
    }
    assertThat(get("by-url", EXPERIMENT, "dora").status()).isEqualTo(200);
    assertThat(tomcat.log())
        .contains("names what is not there or may not be read (SQL state 42P01")
        .contains("The database of users answers again.");
  }

  @Test
  void withoutADriverTheLogSaysWhichJarIsMissing() throws Exception {
    assertThat(tomcat.log())
        .contains("gatekeeper.jdbc-url is 'jdbc:mysql:…', but no JDBC driver takes it")
        .contains("mysql-connector-j-<version>.jar");
  }

  @Test
  void noSecretIsInTheLog() throws Exception {
    assertThat(tomcat.log()).doesNotContain("let me ask", PASSWORD, "$2y$");
  }

  private static String changed(
      String gate, String credentials, String method, String call, String body) throws IOException {
    String request =
        RawHttp.lines(
            method + " /" + gate + USERS + call + " HTTP/1.1",
            "Host: localhost",
            credentials,
            "Connection: close",
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "",
            body);
    Answer answer = RawHttp.sendRaw(tomcat.port(), request);
    assertThat(answer.status()).isEqualTo(400);
    return answer.body();
  }
}
