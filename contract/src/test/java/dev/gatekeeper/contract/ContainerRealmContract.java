package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.PythonClient.Outcome;
import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Users whom the container knows, as docs/container-realm.md has them, before MLflow. */
interface ContainerRealmContract {

  String PASSWORD = "sesame opens it";
  String EXPERIMENT = "/mlflow/api/2.0/mlflow/experiments/get?experiment_id=0 HTTP/1.1";
  String USERS = "/mlflow/api/2.0/mlflow/users/";

  Container container();

  /** Where the container has its users. */
  Path users();

  private Answer get(String target, String user) throws IOException {
    return RawHttp.send(container().port(), "GET " + target, basic(user, PASSWORD));
  }

  /** Without what would be valid for one test alone. */
  static String made(String descriptor) throws IOException, InterruptedException {
    return descriptor
        .replace("/opt/mlflow-gatekeeper.war", Container.WAR.toString())
        .replace("http://mlflow:5000", RealMlflow.server().uri().toString());
  }

  @Test
  default void thePythonClientLogsARun() throws Exception {
    Outcome outcome =
        new PythonClient(container().uri("/mlflow"), "alice", PASSWORD)
            .run("client_session.py", "1000");
    assertThat(outcome.output()).contains("all came back equal");
  }

  @Test
  default void aReaderReadsAndCannotWrite() throws Exception {
    assertThat(get(EXPERIMENT, "rita").status()).isEqualTo(200);
    Outcome outcome =
        new PythonClient(container().uri("/mlflow"), "rita", PASSWORD).run("one_post.py");
    assertThat(outcome.output()).contains("rita may read but not write here");
  }

  @Test
  default void theContainerMakesNoSession() throws Exception {
    Answer answer = get(EXPERIMENT, "alice");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("Set-Cookie")).isEmpty();
  }

  @Test
  default void aLoginOfOneRequestIsNotThatOfTheNextOnTheSameConnection() throws Exception {
    String first =
        RawHttp.lines("GET " + EXPERIMENT, "Host: localhost", basic("anna", PASSWORD), "", "");
    String second =
        RawHttp.lines(
            "GET " + USERS + "current HTTP/1.1", "Host: localhost", "Connection: close", "", "");
    try (java.net.Socket socket = RawHttp.connect(container().port())) {
      RawHttp.write(socket, first);
      assertThat(RawHttp.read(socket.getInputStream(), false).status()).isEqualTo(200);
      RawHttp.write(socket, second);
      assertThat(RawHttp.read(socket.getInputStream(), false).status()).isEqualTo(401);
    }
  }

  @Test
  default void aWrongPasswordAndAnUnknownNameAreRefusedAlike() throws Exception {
    Answer wrong =
        RawHttp.send(container().port(), "GET " + EXPERIMENT, basic("alice", "a wrong one"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(get(EXPERIMENT, "nobody").status()).isEqualTo(401);
    assertThat(get(EXPERIMENT, "nobody").body()).isEqualTo(wrong.body());
  }

  @Test
  default void theNameStandsInTheCornerOfTheUi() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      chromium.logIn(container(), "/mlflow/version", "rita", PASSWORD.replace(" ", "%20"));
      chromium.driver().get("about:blank");
      chromium.driver().get(container().uri("/mlflow") + "/#/");
      chromium.find(By.cssSelector("[aria-label='Account menu for rita']"));
    }
  }

  /** What is broken behind the container looks like a wrong password, and nobody gets in. */
  @Test
  default void aRealmThatIsOutOfOrderRefusesEverybody() throws Exception {
    Answer answer =
        RawHttp.send(
            container().port(),
            "GET /broken/api/2.0/mlflow/users/current HTTP/1.1",
            basic("alice", PASSWORD));
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  default void theAccountPagesKnowWhoTheUserIsAndWhose() throws Exception {
    assertThat(get(USERS + "current HTTP/1.1", "anna").body())
        .contains("\"username\":\"anna\"", "\"is_admin\":true");
    assertThat(get(USERS + "list HTTP/1.1", "anna").body()).contains("\"realm\":\"container\"");
  }

  @Test
  default void aUserWhoIsRemovedIsOutOnceTheContainerSaysSo() throws Exception {
    String before = Files.readString(users());
    assertThat(get(EXPERIMENT, "rita").status()).isEqualTo(200);
    try {
      Files.writeString(users(), before.replaceFirst("(?m)^.*rita.*$", ""));
      Await.until("no rita", () -> get(EXPERIMENT, "rita").status() == 401);
      assertThat(get(EXPERIMENT, "alice").status()).isEqualTo(200);
    } finally {
      Files.writeString(users(), before);
      Await.until("rita again", () -> get(EXPERIMENT, "rita").status() == 200);
    }
  }
}
