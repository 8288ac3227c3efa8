package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.basic;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatekeeper.contract.PythonClient.Outcome;
import dev.gatekeeper.contract.RawHttp.Answer;
import dev.gatekeeper.contract.RecordingUpstream.Received;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.opentest4j.TestAbortedException;

/** What the WAR promises on every container. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GateContract {

  private static final String ALICE = basic("alice", "wonder:land");
  private static final int CHUNKS_OF_A_LARGE_UPLOAD = 256;
  private static final int OVER_NGINX_LIMIT = 3 * 1024 * 1024;

  private final Path passwords = Container.WORK.resolve("htpasswd");
  private final RecordingUpstream upstream = recordingUpstream();
  private Container container;

  abstract Container start(List<Deployment> deployments, Map<String, String> settings)
      throws IOException;

  private static RecordingUpstream recordingUpstream() {
    try {
      return new RecordingUpstream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  void deploy() throws Exception {
    Files.createDirectories(Container.WORK);
    // htpasswd -nbB -C 4 alice wonder:land; htpasswd -nbm zoë käse
    Files.writeString(
        passwords,
        """
        alice:$2y$04$dz7WKopXUw5EBYuGImu9oOWu1dE2pWKc5ofliK9Ng2QeGJ3h3QSmO
        zoë:$apr1$0uT7Ug49$rnnJtfsQtsxpRWOEKLQFm/
        """);
    container =
        start(
            List.of(
                new Deployment("", Map.of()),
                new Deployment("/mlflow", Map.of()),
                new Deployment("/echo", Map.of("gatekeeper.upstream", upstream.uri().toString())),
                new Deployment(
                    "/prefix", Map.of("gatekeeper.upstream", upstream.uri() + "/static")),
                new Deployment(
                    "/down",
                    Map.of("gatekeeper.upstream", "http://127.0.0.1:" + Container.freePort())),
                new Deployment("/broken", Map.of("gatekeeper.upstream", "mlflow:5000")),
                new Deployment("/closed", Map.of("gatekeeper.htpasswd-file", "")),
                new Deployment(
                    "/missing", Map.of("gatekeeper.htpasswd-file", "/nonexistent/htpasswd"))),
            Map.of(
                "gatekeeper.upstream", mlflowOrRecorder().toString(),
                "gatekeeper.htpasswd-file", passwords.toString()));
  }

  private URI mlflowOrRecorder() throws Exception {
    try {
      return RealMlflow.server().uri();
    } catch (TestAbortedException e) {
      return upstream.uri();
    }
  }

  @AfterAll
  void stop() throws IOException {
    if (container != null) {
      container.close();
    }
    upstream.close();
  }

  @BeforeEach
  void forget() {
    upstream.answerOk();
  }

  private Answer send(String requestLine, String... fields) throws IOException {
    return RawHttp.send(container.port(), requestLine, fields);
  }

  // Who may pass

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: here",
        "Authorization: Basic",
        "Authorization: Basic !!!!",
        "Authorization: Basic YWxpY2U", // alice, without a colon
        "Authorization: Basic OndvbmRlcjpsYW5k", // :wonder:land
        "Authorization: Basic YWxpY2U6", // alice:
        "Authorization: Basic YWxpY2U6d29uZGVy", // alice:wonder
        "Authorization: Bearer YWxpY2U6d29uZGVyOmxhbmQ=",
        "Authorization: Digest username=\"alice\"",
        "Authorization: Basic em/rOmvkc2U=", // zoë:käse in ISO-8859-1
        "User-Agent: kube-probe/1.30"
      })
  void refusesWhatIsNoRightPasswordWithAChallengeAndNothingReachesTheUpstream(String field)
      throws Exception {
    Answer answer = send("GET /echo/version HTTP/1.1", field);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("WWW-Authenticate"))
        .containsExactly("Basic realm=\"MLflow Login\", charset=\"UTF-8\"");
    assertThat(answer.value("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.values("Set-Cookie")).isEmpty();
    assertThat(answer.body())
        .startsWith("{\"error_code\":\"UNAUTHENTICATED\",\"message\":\"You are not authenticated.")
        .contains("MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD");
    assertThat(upstream.gotNothing()).isTrue();
  }

  @Test
  void refusesTwoAuthorizationHeadersEvenIfBothAreRight() throws Exception {
    assertThat(send("GET /echo/ HTTP/1.1", ALICE, ALICE).status()).isEqualTo(401);
    assertThat(upstream.gotNothing()).isTrue();
  }

  @Test
  void refusesSixtyFourKilobytesOfAuthorization() throws Exception {
    int status = send("GET /echo/ HTTP/1.1", basic("alice", "x".repeat(48_000))).status();
    // Tomcat does not read a head of more than 8 KB
    assertThat(status).isIn(400, 401, 431);
    assertThat(upstream.gotNothing()).isTrue();
  }

  @Test
  void admitsColonsInThePasswordAndUtf8InBoth() throws Exception {
    assertThat(send("GET /echo/ HTTP/1.1", ALICE).status()).isEqualTo(200);
    assertThat(send("GET /echo/ HTTP/1.1", basic("zoë", "käse")).status()).isEqualTo(200);
    assertThat(send("GET /echo/ HTTP/1.1", ALICE.replace("Basic", "bAsIc")).status())
        .isEqualTo(200);
  }

  @Test
  void refusalKeepsTheConnectionOpen() throws Exception {
    String request = "GET /echo/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Socket socket = RawHttp.connect(container.port())) {
      for (int i = 0; i < 2; i++) {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        assertThat(RawHttp.read(socket.getInputStream(), false).status()).isEqualTo(401);
      }
    }
  }

  @Test
  void seesAChangedPasswordFileAndNeverAHalfWrittenOne() throws Exception {
    String before = Files.readString(passwords);
    String bob = basic("bob", "builder");
    try {
      // htpasswd -nbB -C 4 bob builder
      Files.writeString(
          passwords, before + "bob:$2y$04$LxsyTs0BFeziBWfD5gNlcOJQI8oDvmXlKRd6mEOAL2lkSNjO7uPbi\n");
      Await.until("bob to get in", () -> send("GET /echo/ HTTP/1.1", bob).status() == 200);
      for (int i = 0; i < 50; i++) {
        Files.writeString(passwords, "");
        Files.writeString(passwords, before);
        assertThat(send("GET /echo/ HTTP/1.1", ALICE).status()).isEqualTo(200);
      }
      Await.until("bob to be refused", () -> send("GET /echo/ HTTP/1.1", bob).status() == 401);
    } finally {
      Files.writeString(passwords, before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/closed", "/missing"})
  void isClosedWithoutAPasswordFileAndSaysSoInTheLog(String contextPath) throws Exception {
    for (String credentials : List.of(ALICE, "X-Nothing: here")) {
      Answer answer = send("GET " + contextPath + "/version HTTP/1.1", credentials);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("TEMPORARILY_UNAVAILABLE").doesNotContain("nonexistent");
      assertThat(answer.value("Retry-After")).isNotEmpty();
      assertThat(answer.values("WWW-Authenticate")).isEmpty();
    }
    assertThat(container.log())
        .contains("No htpasswd file is configured: every request is answered 503.")
        .contains("/nonexistent/htpasswd can't be read (there is no such file)");
  }

  @Test
  void settingThatCannotBeUsedStopsTheDeploymentWithOneSentenceInTheLog() throws Exception {
    assertThat(container.log())
        .contains("MLflow Gatekeeper is not deployed at context path '/broken': The setting")
        .contains("gatekeeper.upstream is 'mlflow:5000', but it must be http://host");
    send("GET /broken/version HTTP/1.1", ALICE);
    assertThat(upstream.gotNothing()).isTrue();
  }

  @Test
  void makesNoSession() throws Exception {
    assertThat(send("GET /echo/ HTTP/1.1", ALICE).values("Set-Cookie")).isEmpty();
  }

  // What the upstream sees

  @Test
  void upstreamSeesTheClientButNeitherPasswordNorWhatTheClientClaims() throws Exception {
    send(
        "GET /echo/api/2.0/mlflow/runs/get?run_id=1&x=%2F+; HTTP/1.1",
        ALICE,
        "Host: mlflow.example.org",
        "X-Forwarded-For: 10.1.1.1",
        "X-Forwarded-User: admin",
        "X_Forwarded_User: admin",
        "x-rEmote-uSer: admin",
        "Forwarded: for=10.1.1.1",
        "X-MLflow-Guardrail-Bypass: 1",
        "X-HTTP-Method-Override: DELETE",
        "Keep-Alive: timeout=5",
        "TE: trailers",
        "X-Kept: one",
        "X-Kept: two");
    Received received = upstream.takeRequest();
    assertThat(received.requestLine())
        .isEqualTo("GET /api/2.0/mlflow/runs/get?run_id=1&x=%2F+; HTTP/1.1");
    assertThat(received.value("Host")).isEqualTo(upstream.uri().getAuthority());
    assertThat(received.value("X-Forwarded-For")).isEqualTo("127.0.0.1");
    assertThat(received.value("X-Real-IP")).isEqualTo("127.0.0.1");
    assertThat(received.value("X-Forwarded-Proto")).isEqualTo("http");
    assertThat(received.value("X-Forwarded-Host")).isEqualTo("mlflow.example.org");
    assertThat(received.values("X-Kept")).containsExactly("one", "two");
    String everything = String.join("\n", received.fields());
    assertThat(everything)
        .doesNotContainIgnoringCase("authorization")
        .doesNotContain(ALICE.substring("Authorization: Basic ".length()), "admin", "10.1.1.1")
        .doesNotContainIgnoringCase("bypass")
        .doesNotContainIgnoringCase("override")
        .doesNotContainIgnoringCase("keep-alive:")
        .doesNotContainIgnoringCase("TE:");
  }

  @Test
  void fieldsThatConnectionNamesStayBehind() throws Exception {
    RawHttp.sendRaw(
        container.port(),
        "GET /echo/ HTTP/1.1\r\nHost: localhost\r\n"
            + ALICE
            + "\r\nConnection: close, X-Private, X-Forwarded-For\r\nX-Private: 1\r\n\r\n");
    Received received = upstream.takeRequest();
    assertThat(received.values("X-Private")).isEmpty();
    assertThat(received.value("X-Forwarded-For")).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "/echo,             /",
    "/echo/,            /",
    "/echo/a%20b;c=d,   /a%20b;c=d",
    "/prefix/api?x=%7C, /static/api?x=%7C"
  })
  void onlyThePrefixOfTheTargetChanges(String sent, String expected) throws Exception {
    Answer answer = send("GET " + sent + " HTTP/1.1", ALICE);
    if (answer.status() == 301 || answer.status() == 302) {
      // the container redirects to the context's root by itself
      assertThat(answer.value("Location")).endsWith("/echo/");
      return;
    }
    assertThat(upstream.takeRequest().requestLine()).isEqualTo("GET " + expected + " HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%65cho/x",
        "/echo/../echo/x",
        "/x/%2e%2e/echo/x",
        "/echo/..;/x",
        "/echo/.%2E/x",
        "/echo/a%2F..%2Fx"
      })
  void refusesAPathThatContainerAndUpstreamCouldReadDifferently(String path) throws Exception {
    assertThat(send("GET " + path + " HTTP/1.1", ALICE).status()).isIn(400, 404);
    assertThat(upstream.gotNothing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS", "PROPFIND"})
  void everyMethodArrivesWithItsBody(String method) throws Exception {
    String body = "{\"name\": \"käse\"}";
    byte[] bytes = body.getBytes(UTF_8);
    RawHttp.sendRaw(
        container.port(),
        method
            + " /echo/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + ALICE
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n"
            + new String(bytes, ISO_8859_1));
    Received received = upstream.takeRequest();
    assertThat(received.requestLine()).isEqualTo(method + " /x HTTP/1.1");
    assertThat(received.value("Content-Type")).isEqualTo("application/json");
    assertThat(received.body()).isEqualTo(new String(bytes, ISO_8859_1));
  }

  @Test
  void chunkedAndEmptyBodiesArrive() throws Exception {
    String head = " /echo/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + ALICE + "\r\n";
    RawHttp.sendRaw(
        container.port(),
        "PUT" + head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assertThat(upstream.takeRequest().body()).isEqualTo("abcde");
    RawHttp.sendRaw(container.port(), "PUT" + head + "Content-Length: 0\r\n\r\n");
    assertThat(upstream.takeRequest().value("Content-Length")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "mlflow.example.org,      https://mlflow.example.org,      ''",
    "mlflow.example.org:8443, https://mlflow.example.org:8443, ''",
    "mlflow.example.org,      https://evil.example,            https://evil.example",
    "mlflow.example.org,      null,                            null"
  })
  void ownOriginStaysBehindAndAForeignOneGoesOn(String host, String origin, String expected)
      throws Exception {
    send("POST /echo/x HTTP/1.1", ALICE, "Host: " + host, "Origin: " + origin, "Content-Length: 0");
    assertThat(upstream.takeRequest().value("Origin")).isEqualTo(expected);
  }

  // What the client gets back

  @Test
  void answerComesBackAsItWasSent() throws Exception {
    upstream.answerWith(
        RawHttp.lines(
            "HTTP/1.1 418 I'm a teapot",
            "Content-Type: application/x-thing",
            "X-Kept: one",
            "X-Kept: two",
            "X-Hop: 1",
            "Connection: close, X-Hop",
            "Content-Encoding: gzip",
            "ETag: \"1-gzip\"",
            "Transfer-Encoding: chunked",
            "",
            "3",
            "abc",
            "0",
            "",
            ""));
    Answer answer = send("GET /echo/ HTTP/1.1", ALICE);
    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.values("Content-Type")).containsExactly("application/x-thing");
    assertThat(answer.values("X-Kept")).containsExactly("one", "two");
    assertThat(answer.values("X-Hop")).isEmpty();
    assertThat(answer.value("Content-Encoding")).isEqualTo("gzip");
    assertThat(answer.value("ETag")).isEqualTo("\"1-gzip\"");
    assertThat(answer.body()).isEqualTo("abc");
  }

  @Test
  void headKeepsItsLengthWithoutABody() throws Exception {
    upstream.answerWith("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
    Answer answer = send("HEAD /echo/ HTTP/1.1", ALICE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.value("Content-Length")).isEqualTo("1234");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive", "close"})
  void answerThatIsCutLooksCut(String connection) {
    upstream.answerWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");
    assertThat(
            catchThrowable(
                () -> RawHttp.sendRaw(container.port(), head("GET /echo/", connection) + "\r\n")))
        .isInstanceOf(IOException.class);
  }

  private static String head(String methodAndTarget, String connection) {
    return RawHttp.lines(
        methodAndTarget + " HTTP/1.1", "Host: localhost", ALICE, "Connection: " + connection, "");
  }

  @Test
  void answerBeforeTheEndOfAnUploadArrivesAndTheRestOfTheUploadBecomesNobodysRequest()
      throws Exception {
    upstream.answerEarlyWith("HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\n\r\nlarge");
    Answer answer =
        RawHttp.upload(
            container.port(),
            head("PUT /echo/x", "keep-alive") + "Transfer-Encoding: chunked\r\n\r\n",
            chunk(),
            CHUNKS_OF_A_LARGE_UPLOAD);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("large");
    assertThat(send("GET /echo/next HTTP/1.1", ALICE).status()).isEqualTo(200);
    assertThat(List.of(upstream.takeRequest(), upstream.takeRequest()))
        .extracting(Received::requestLine, Received::whole)
        .containsExactlyInAnyOrder(
            tuple("PUT /x HTTP/1.1", false), tuple("GET /next HTTP/1.1", true));
  }

  @Test
  void interimAnswerInTheMiddleOfAnUploadIs502AndNoWait() throws Exception {
    upstream.answerEarlyWith("HTTP/1.1 103 Early Hints\r\n\r\n");
    Answer answer =
        RawHttp.upload(
            container.port(),
            head("PUT /echo/x", "keep-alive") + "Transfer-Encoding: chunked\r\n\r\n",
            chunk(),
            CHUNKS_OF_A_LARGE_UPLOAD);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(upstream.takeRequest().whole()).isFalse();
  }

  private static byte[] chunk() {
    return ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
  }

  @Test
  void uploadThatTheClientCutsNeverLooksWhole() throws Exception {
    try (Socket socket = RawHttp.connect(container.port())) {
      socket.getOutputStream().write(startOfAnUpload());
    }
    assertThat(upstream.takeRequest().whole()).isFalse();
  }

  @Test
  void brokenChunkIsTheClientsFaultAndNeverLooksWhole() throws Exception {
    try (Socket socket = RawHttp.connect(container.port())) {
      socket.getOutputStream().write(startOfAnUpload());
      socket.getOutputStream().write("zz\r\n".getBytes(ISO_8859_1));
      Answer answer = RawHttp.read(socket.getInputStream(), false);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).doesNotContain("Exception");
    }
    assertThat(upstream.takeRequest().whole()).isFalse();
  }

  /** More than any buffer on the way holds. */
  private static byte[] startOfAnUpload() {
    String head = head("PUT /echo/x", "keep-alive") + "Transfer-Encoding: chunked\r\n\r\n";
    return (head + new String(chunk(), ISO_8859_1).repeat(8)).getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n"
      })
  void answerThatBreaksHttpIs502(String bytes) throws Exception {
    upstream.answerWith(bytes);
    Answer answer = send("GET /echo/ HTTP/1.1", ALICE);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).contains("TEMPORARILY_UNAVAILABLE").doesNotContain("SSH");
  }

  @Test
  void switchOfProtocolsThatNobodyAskedForIs502AndNoWait() throws Exception {
    upstream.answerEarlyWith("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
    assertThat(send("POST /echo/ HTTP/1.1", ALICE, "Content-Length: 0").status()).isEqualTo(502);
  }

  @Test
  void noContentMayClaimALength() throws Exception {
    upstream.answerWith("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n");
    assertThat(send("DELETE /echo/ HTTP/1.1", ALICE).status()).isEqualTo(204);
  }

  @Test
  void upstreamThatIsDownGivesMlflowsErrorToProgramsAndAPageToBrowsers() throws Exception {
    Answer api = send("POST /down/api/2.0/mlflow/runs/search HTTP/1.1", ALICE, "Content-Length: 0");
    assertThat(api.status()).isEqualTo(503);
    assertThat(api.value("Content-Type")).startsWith("application/json");
    assertThat(api.value("Retry-After")).isNotEmpty();
    assertThat(api.body()).startsWith("{\"error_code\":\"TEMPORARILY_UNAVAILABLE\",\"message\":");
    Answer page = send("GET /down/ HTTP/1.1", ALICE, "Accept: text/html,*/*");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.value("Content-Type")).startsWith("text/html");
    assertThat(page.body()).contains("<h1>Not available at the moment</h1>");
    assertThat(container.log()).contains("does not answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT"})
  void methodsOfAConnectionAreRefused(String method) throws Exception {
    assertThat(send(method + " /echo/ HTTP/1.1", ALICE).status()).isBetween(400, 501);
    assertThat(upstream.gotNothing()).isTrue();
  }

  @Test
  void noSecretIsInTheLog() throws Exception {
    send("GET /echo/ HTTP/1.1", ALICE);
    send("GET /echo/ HTTP/1.1", basic("alice", "not-the-password"));
    assertThat(container.log())
        .doesNotContain("wonder:land", "not-the-password", "$2y$", "$apr1$")
        .doesNotContain(Base64.getEncoder().encodeToString("alice:wonder:land".getBytes(UTF_8)));
  }

  // With a real MLflow and its clients

  @ParameterizedTest
  @ValueSource(strings = {"", "/mlflow"})
  void pythonClientLogsAndGetsBackTheSame(String contextPath) throws Exception {
    RealMlflow.server();
    Outcome outcome =
        new PythonClient(container.uri(contextPath), "alice", "wonder:land")
            .run("client_session.py", Integer.toString(OVER_NGINX_LIMIT));
    assertThat(outcome.output()).contains("all came back equal");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void pythonClientShowsOurMessageForAWrongPassword() throws Exception {
    RealMlflow.server();
    Outcome outcome = new PythonClient(container.uri(""), "alice", "wrong").run("one_call.py");
    assertThat(outcome.output())
        .contains("RestException UNAUTHENTICATED: You are not authenticated.")
        .contains("The user name or the password is wrong.");
  }

  @Test
  void javaClientCreatesLogsSearchesDeletesAndRestores() throws Exception {
    RealMlflow.server();
    try (MlflowClient client =
        new MlflowClient(
            new BasicMlflowHostCreds(container.uri("").toString(), "alice", "wonder:land"))) {
      String experiment = client.createExperiment("java-" + System.nanoTime());
      Service.RunInfo run = client.createRun(experiment);
      client.logBatch(
          run.getRunId(),
          List.of(
              Service.Metric.newBuilder()
                  .setKey("m")
                  .setValue(0.5)
                  .setTimestamp(1)
                  .setStep(1)
                  .build()),
          List.of(Service.Param.newBuilder().setKey("p").setValue("größe").build()),
          List.of());
      RunsPage found =
          client.searchRuns(
              List.of(experiment), "metrics.m = 0.5", Service.ViewType.ACTIVE_ONLY, 10);
      assertThat(found.getItems())
          .extracting(item -> item.getInfo().getRunId())
          .containsExactly(run.getRunId());
      assertThat(client.getRun(run.getRunId()).getData().getParams(0).getValue())
          .isEqualTo("größe");
      client.deleteRun(run.getRunId());
      assertThat(client.getRun(run.getRunId()).getInfo().getLifecycleStage()).isEqualTo("deleted");
      client.restoreRun(run.getRunId());
      assertThat(client.getRun(run.getRunId()).getInfo().getLifecycleStage()).isEqualTo("active");
    }
  }

  @Test
  void publicHostAndPublicOriginPassWhereMlflowAloneRefusesThem() throws Exception {
    int mlflow = RealMlflow.server().uri().getPort();
    String body = "{\"name\": \"public-" + System.nanoTime() + "\"}";
    String request =
        "POST /api/2.0/mlflow/experiments/create HTTP/1.1\r\nHost: mlflow.example.org\r\n"
            + "Origin: https://mlflow.example.org\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\n"
            + ALICE
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    assertThat(RawHttp.sendRaw(mlflow, request).status()).isEqualTo(403);
    assertThat(RawHttp.sendRaw(container.port(), request).status()).isEqualTo(200);
    Answer foreign =
        RawHttp.sendRaw(
            container.port(), request.replace("Origin: https://mlflow", "Origin: https://evil"));
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.body()).contains("Cross-origin request blocked");
  }
}
