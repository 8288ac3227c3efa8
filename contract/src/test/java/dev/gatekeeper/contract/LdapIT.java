package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.PythonClient.Outcome;
import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Users of a real OpenLDAP in Tomcat, configured as docs/ldap.md has it, before MLflow. */
class LdapIT {

  private static final String PASSWORD = "sesame opens it";
  private static final String EXPERIMENT =
      "/api/2.0/mlflow/experiments/get?experiment_id=0 HTTP/1.1";

  private static Slapd slapd;
  private static Container tomcat;

  @BeforeAll
  static void start() throws Exception {
    RealMlflow.command();
    Page page = Page.read("ldap.md");
    Path folder = Container.WORK.resolve("slapd");
    Folders.delete(folder);
    slapd =
        Slapd.start(
            Files.createDirectories(folder),
            page.blocks("conf").get(0),
            page.blocks("ldif").get(0));
    String descriptor = made(page.blocks("xml").get(0));
    tomcat =
        Tomcat.startWith(
            "tomcat11-ldap",
            Map.of("mlflow", descriptor, "forgetful", forgetful(descriptor)),
            Map.of());
  }

  /** With the addresses and paths of this machine. */
  private static String made(String descriptor) throws IOException, InterruptedException {
    Path password = Files.writeString(Container.WORK.resolve("ldap-password"), "let me ask\n");
    Path htpasswd = Files.writeString(Container.WORK.resolve("ldap-htpasswd"), "");
    return descriptor
        .replace("/opt/mlflow-gatekeeper.war", Container.WAR.toString())
        .replace("http://mlflow:5000", RealMlflow.server().uri().toString())
        .replace("/etc/mlflow/htpasswd", htpasswd.toString())
        .replace("/etc/mlflow/ldap-password", password.toString())
        .replace("/etc/mlflow/ldap-ca.pem", slapd.certificate().toString())
        .replace("ldaps://ldap1.example.org ldaps://ldap2.example.org", slapd.tlsUrl());
  }

  /** With a time that a test can wait for. */
  private static String forgetful(String descriptor) {
    return descriptor.replace(
        "</Context>",
        """
        <Parameter name="gatekeeper.ldap-remember-for" value="1s" override="false"/>
        <Parameter name="gatekeeper.default-role" value="none" override="false"/>
        </Context>
        """);
  }

  @AfterAll
  static void stop() {
    if (tomcat != null) {
      tomcat.close();
    }
    if (slapd != null) {
      slapd.close();
    }
  }

  private static Answer get(String gate, String user) throws IOException {
    return RawHttp.send(tomcat.port(), "GET /" + gate + EXPERIMENT, basic(user, PASSWORD));
  }

  @Test
  void thePythonClientLogsARun() throws Exception {
    Outcome outcome =
        new PythonClient(tomcat.uri("/mlflow"), "alice", PASSWORD).run("client_session.py", "1000");
    assertThat(outcome.output()).contains("all came back equal");
  }

  @Test
  void aReaderReadsAndCannotWrite() throws Exception {
    assertThat(get("mlflow", "rita").status()).isEqualTo(200);
    Outcome outcome = new PythonClient(tomcat.uri("/mlflow"), "rita", PASSWORD).run("one_post.py");
    assertThat(outcome.output()).contains("rita may read but not write here");
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreRefusedAlike() throws Exception {
    Answer wrong = RawHttp.send(tomcat.port(), "GET /mlflow" + EXPERIMENT, basic("alice", "wrong"));
    Answer unknown = get("mlflow", "nobody");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
  }

  @Test
  void aGroupAndAUserThatAreRemovedAreOutInTheTimeOfTheSetting() throws Exception {
    slapd.modify(
        """
        dn: uid=max,ou=People,dc=example,dc=org
        changetype: add
        objectClass: inetOrgPerson
        uid: max
        cn: Max
        sn: Max
        userPassword: sesame opens it

        dn: cn=reader,ou=Groups,dc=example,dc=org
        changetype: modify
        add: member
        member: uid=max,ou=People,dc=example,dc=org
        """);
    assertThat(get("forgetful", "max").status()).isEqualTo(200);

    slapd.modify(
        """
        dn: cn=reader,ou=Groups,dc=example,dc=org
        changetype: modify
        delete: member
        member: uid=max,ou=People,dc=example,dc=org
        """);
    Await.until("no role", () -> get("forgetful", "max").status() == 403);

    slapd.modify("dn: uid=max,ou=People,dc=example,dc=org\nchangetype: delete\n");
    Await.until("no user", () -> get("forgetful", "max").status() == 401);
  }

  @Test
  void whileTheDirectoryIsDownTheRememberedGoOnAndOthersAreToldToTryAgain() throws Exception {
    assertThat(get("mlflow", "alice").status()).isEqualTo(200);
    slapd.stop();
    try {
      assertThat(get("mlflow", "alice").status()).isEqualTo(200);
      Answer other = get("mlflow", "nobody");
      assertThat(other.status()).isEqualTo(503);
      assertThat(other.values("Retry-After")).isNotEmpty();
      assertThat(other.values("WWW-Authenticate")).isEmpty();
    } finally {
      slapd.start();
    }
    assertThat(get("mlflow", "nobody").status()).isEqualTo(401);
  }

  @Test
  void theNameStandsInTheCornerOfTheUi() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      chromium.logIn(tomcat, "/mlflow/version", "rita", PASSWORD.replace(" ", "%20"));
      chromium.driver().get("about:blank");
      chromium.driver().get(tomcat.uri("/mlflow") + "/#/");
      chromium.find(By.cssSelector("[aria-label='Account menu for rita']"));
    }
  }
}
