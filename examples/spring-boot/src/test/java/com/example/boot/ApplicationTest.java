package com.example.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class ApplicationTest {

  private static final Users USERS = new Users(Path.of("target", "etc-example").toAbsolutePath());

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final Dispatches dispatches;

  ApplicationTest(@Value("${local.server.port}") int port, @Autowired Dispatches dispatches) {
    this.port = port;
    this.dispatches = dispatches;
  }

  @DynamicPropertySource
  static void nameFiles(DynamicPropertyRegistry properties) {
    properties.add("basic-auth.htpasswd-file", () -> USERS.htpasswd().toString());
    properties.add("basic-auth.htgroup-file", () -> USERS.htgroup().toString());
  }

  @BeforeAll
  static void writeFiles() throws IOException {
    USERS.write("alice", "bob");
    USERS.writeGroups("editor: alice\n");
  }

  @BeforeEach
  void forgetDispatches() {
    dispatches.forget();
  }

  @Test
  void withoutCredentialsTheClientIsChallengedInTheFormOfTheApplication() throws Exception {
    HttpResponse<String> answer = get("/whoami");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("Basic realm=\"Example\", charset=\"UTF-8\"");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.body())
        .contains("\"status\":401")
        .contains("\"detail\":\"The request has no credentials.\"");
    assertThat(dispatches.seen()).isEmpty();
  }

  @Test
  void theControllerLearnsNameAndRole() throws Exception {
    assertThat(get("/whoami", "alice").body()).isEqualTo("{\"name\":\"alice\",\"editor\":true}");
    assertThat(get("/whoami", "bob").body()).isEqualTo("{\"name\":\"bob\",\"editor\":false}");
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    HttpResponse<String> answer = get("/whoami", "alice", "bob-secret");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("The user name or the password is wrong.");
  }

  @Test
  void theOpenPathNeedsNoCredentialsAndTheErrorPageIsNotOpen() throws Exception {
    assertThat(get("/health").body()).isEqualTo("UP");
    assertThat(get("/error").statusCode()).isEqualTo(401);
  }

  @Test
  void theUserIsKnownInTheAsyncDispatch() throws Exception {
    assertThat(get("/report", "alice").body()).isEqualTo("A report for alice");
    assertThat(dispatches.seen()).containsExactly("REQUEST alice", "ASYNC alice");
  }

  @Test
  void theUserIsKnownInTheErrorDispatch() throws Exception {
    assertThat(get("/broken-report", "alice").statusCode()).isEqualTo(500);
    assertThat(dispatches.seen()).containsExactly("REQUEST alice", "ASYNC alice", "ERROR alice");
  }

  @Test
  void whoIsAddedGetsInAndWhoIsRemovedDoesNot() throws Exception {
    USERS.write("alice", "bob", "carol");
    Await.until("carol to get in", () -> get("/whoami", "carol").statusCode() == 200);

    USERS.write("alice", "bob");
    Await.until("carol to be out", () -> get("/whoami", "carol").statusCode() == 401);
    assertThat(get("/whoami", "alice").statusCode()).isEqualTo(200);
  }

  @Test
  void aDamagedLineIsReportedInTheLogOfTheApplication(CapturedOutput log) throws Exception {
    USERS.writeGroups("editor: alice\nno colon here\n");

    Await.until(
        "a line in the log",
        () -> {
          get("/whoami", "alice");
          return log.getOut().contains("htgroup, line 2: ");
        });
    assertThat(log.getOut().lines().filter(line -> line.contains("htgroup, line 2: ")))
        .singleElement()
        .asString()
        .contains(" WARN ")
        .contains("realm.WatchedFile");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpResponse<String> get(String path, String user)
      throws IOException, InterruptedException {
    return get(path, user, user + "-secret");
  }

  private HttpResponse<String> get(String path, String user, String password)
      throws IOException, InterruptedException {
    String credentials =
        Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return send(request(path).header("Authorization", "Basic " + credentials));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
