package com.example.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the webapp's web.xml promises, in whatever container it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebappContract {

  private final Users users;
  private RunningWebapp webapp;
  private Client client;

  WebappContract(Path folder) {
    users = new Users(folder);
  }

  abstract RunningWebapp start(Users users) throws Exception;

  @BeforeAll
  void start() throws Exception {
    users.write("alice", "bob");
    users.writeEditors("alice");
    webapp = start(users);
    client = new Client(webapp.port(), RunningWebapp.CONTEXT_PATH);
  }

  @AfterAll
  void stop() throws IOException {
    webapp.close();
  }

  @Test
  void withoutCredentialsTheClientIsChallenged() throws Exception {
    HttpResponse<String> answer = client.get("/whoami");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("Basic realm=\"Example\", charset=\"UTF-8\"");
    assertThat(answer.body()).isEqualTo("The request has no credentials.\n");
  }

  @Test
  void theServletLearnsNameAndRole() throws Exception {
    assertThat(client.get("/whoami", "alice").body().strip())
        .isEqualTo("You are alice, an editor.");
    assertThat(client.get("/whoami", "bob").body().strip()).isEqualTo("You are bob, a reader.");
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    HttpResponse<String> answer = client.get("/whoami", "alice", "bob-secret");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("The user name or the password is wrong.\n");
  }

  @Test
  void theOpenPathNeedsNoCredentialsAndNothingBesideItIsOpen() throws Exception {
    assertThat(client.get("/about.html").statusCode()).isEqualTo(200);
    assertThat(client.get("/").statusCode()).isEqualTo(401);
    assertThat(client.get("/no-such-page").statusCode()).isEqualTo(401);
    assertThat(client.get("/no-such-page", "alice").statusCode()).isEqualTo(404);
  }

  @Test
  void whoIsAddedGetsInAndWhoIsRemovedDoesNot() throws Exception {
    users.write("alice", "bob", "carol");
    Await.until("carol to get in", () -> client.get("/whoami", "carol").statusCode() == 200);

    users.write("alice", "bob");
    Await.until("carol to be out", () -> client.get("/whoami", "carol").statusCode() == 401);
    assertThat(client.get("/whoami", "alice").statusCode()).isEqualTo(200);
  }

  @Test
  void theAccessLogNamesTheUser() throws Exception {
    client.get("/whoami?known", "alice");
    client.get("/whoami?unknown", "alice", "wrong");

    assertThat(accessLogLineWith("?known")).contains(" alice [").contains("\" 200 ");
    assertThat(accessLogLineWith("?unknown")).contains(" - [").contains("\" 401 ");
  }

  private String accessLogLineWith(String text) throws Exception {
    Await.until("an access log line with " + text, () -> !accessLogLinesWith(text).isEmpty());
    return accessLogLinesWith(text).get(0);
  }

  private List<String> accessLogLinesWith(String text) throws IOException {
    return Files.readAllLines(webapp.accessLog()).stream()
        .filter(line -> line.contains(text))
        .toList();
  }
}
