package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;
import static dev.gatekeeper.contract.Gate.ZOE;
import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import dev.gatekeeper.contract.RecordingUpstream.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the upstream gets of a request. */
interface RequestContract {

  Gate gate();

  @Test
  default void upstreamSeesTheClientButNeitherPasswordNorWhatTheClientClaims() throws Exception {
    gate()
        .send(
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
    Received received = gate().upstream().takeRequest();
    assertThat(received.requestLine())
        .isEqualTo("GET /api/2.0/mlflow/runs/get?run_id=1&x=%2F+; HTTP/1.1");
    assertThat(received.value("Host")).isEqualTo(gate().upstream().uri().getAuthority());
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
  default void fieldsThatConnectionNamesStayBehind() throws Exception {
    RawHttp.sendRaw(
        gate().container().port(),
        "GET /echo/ HTTP/1.1\r\nHost: localhost\r\n"
            + ALICE
            + "\r\nConnection: close, X-Private, X-Forwarded-For\r\nX-Private: 1\r\n\r\n");
    Received received = gate().upstream().takeRequest();
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
  default void onlyThePrefixOfTheTargetChanges(String sent, String expected) throws Exception {
    Answer answer = gate().send("GET " + sent + " HTTP/1.1", ALICE);
    if (answer.status() == 301 || answer.status() == 302) {
      // the container redirects to the context's root by itself
      assertThat(answer.value("Location")).endsWith("/echo/");
      return;
    }
    assertThat(gate().upstream().takeRequest().requestLine())
        .isEqualTo("GET " + expected + " HTTP/1.1");
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
  default void refusesAPathThatContainerAndUpstreamCouldReadDifferently(String path)
      throws Exception {
    assertThat(gate().send("GET " + path + " HTTP/1.1", ALICE).status()).isIn(400, 404);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "mlflow.example.org,      https://mlflow.example.org,      ''",
    "mlflow.example.org:8443, https://mlflow.example.org:8443, ''",
    "mlflow.example.org,      https://evil.example,            https://evil.example",
    "mlflow.example.org,      null,                            null"
  })
  default void ofARequestThatReadsTheOwnOriginStaysBehindAndAForeignOneGoesOn(
      String host, String origin, String expected) throws Exception {
    gate().send("GET /echo/x HTTP/1.1", ALICE, "Host: " + host, "Origin: " + origin);
    assertThat(gate().upstream().takeRequest().value("Origin")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT"})
  default void methodsOfAConnectionAreRefused(String method) throws Exception {
    assertThat(gate().send(method + " /echo/ HTTP/1.1", ALICE).status()).isBetween(400, 501);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void upstreamLearnsTheUsersNameAndTheWayWhereItShall() throws Exception {
    gate()
        .send(
            "GET /telling/ HTTP/1.1",
            ZOE,
            "x-forwarded-user: admin",
            "X_Forwarded_User: admin",
            "My_Field: mine",
            "Your_Field: yours",
            "Via: 1.0 first",
            "X-Request-Id: abc-1",
            "Max-Forwards: 3");
    Received received = gate().upstream().takeRequest();

    assertThat(received.values("X-Forwarded-User")).containsExactly("zo%C3%AB");
    assertThat(received.values("Forwarded")).hasSize(1);
    assertThat(received.value("Forwarded"))
        .startsWith("for=127.0.0.1;proto=http;host=\"localhost:");
    assertThat(received.values("My_Field")).containsExactly("mine");
    assertThat(received.values("Your_Field")).isEmpty();
    assertThat(received.values("X_Forwarded_User")).isEmpty();
    assertThat(received.values("Via")).containsExactly("1.0 first", "1.1 mlflow-gatekeeper");
    assertThat(received.values("X-Request-Id")).containsExactly("abc-1");
    assertThat(received.value("Max-Forwards")).isEqualTo("2");
  }

  @Test
  default void onAnOpenPathNobodyHasAName() throws Exception {
    gate()
        .send(
            "GET /telling/health HTTP/1.1",
            "X-Forwarded-User: admin",
            basic("alice", "wrong"),
            "X-Forwarded-For: 10.1.1.1");
    Received received = gate().upstream().takeRequest();

    assertThat(received.values("X-Forwarded-User")).isEmpty();
    assertThat(received.values("Authorization")).isEmpty();
    assertThat(received.value("X-Forwarded-For")).isEqualTo("127.0.0.1");
  }

  @Test
  default void requestIdThatCouldHideSomethingIsReplaced() throws Exception {
    gate().send("GET /echo/ HTTP/1.1", ALICE, "X-Request-Id: a b\tc");

    assertThat(gate().upstream().takeRequest().value("X-Request-Id")).matches("[0-9a-f-]{36}");
  }

  @Test
  default void optionsThatMayPassNoProxyEndsHere() throws Exception {
    Answer answer = gate().send("OPTIONS /echo/ HTTP/1.1", ALICE, "Max-Forwards: 0");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.value("Allow")).contains("GET", "POST");
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void sixtyFourKilobytesOfQueryArriveWhereTheContainerTakesThem() throws Exception {
    String query = "x=" + "%2F;&+".repeat(11_000);
    Answer answer = gate().send("GET /echo/?" + query + " HTTP/1.1", ALICE);

    // stock Tomcat reads 8 KB of a head
    assertThat(answer.status()).isIn(200, 400, 414, 431);
    if (answer.status() == 200) {
      assertThat(gate().upstream().takeRequest().requestLine())
          .isEqualTo("GET /?" + query + " HTTP/1.1");
    }
  }

  @Test
  default void trailerNeverBecomesAField() throws Exception {
    RawHttp.sendRaw(
        gate().container().port(),
        Gate.head("POST /telling/x", "close")
            + "Transfer-Encoding: chunked\r\nTrailer: X-Remote-User\r\n\r\n5\r\nabcde\r\n0\r\n"
            + "X-Remote-User: admin\r\nX-Forwarded-User: admin\r\nAuthorization: Basic eDp5\r\n"
            + "Content-Length: 7\r\n\r\n");
    Received received = gate().upstream().takeRequest();

    assertThat(received.body()).isEqualTo("abcde");
    assertThat(received.values("X-Forwarded-User")).containsExactly("alice");
    assertThat(String.join("\n", received.fields()))
        .doesNotContain("admin")
        .doesNotContainIgnoringCase("authorization")
        .doesNotContainIgnoringCase("trailer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host, Content-Length, Transfer-Encoding, Content-Type, close",
        "close\r\nConnection: Host, X-Forwarded-User, X-Forwarded-For, Authorization",
        "close, ,",
        ", close",
      })
  default void whatConnectionNamesTakesNothingOfTheGatesOwn(String connection) throws Exception {
    RawHttp.sendRaw(
        gate().container().port(),
        Gate.head("POST /telling/x", connection) + "Content-Length: 5\r\n\r\nabcde");
    Received received = gate().upstream().takeRequest();

    assertThat(received.value("Host")).isEqualTo(gate().upstream().uri().getAuthority());
    assertThat(received.value("X-Forwarded-User")).isEqualTo("alice");
    assertThat(received.value("X-Forwarded-For")).isEqualTo("127.0.0.1");
    assertThat(received.body()).isEqualTo("abcde");
  }

  @Test
  default void upgradeStaysBehind() throws Exception {
    gate()
        .send(
            "GET /echo/x HTTP/1.1",
            ALICE,
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAAQAAP__",
            "Connection: Upgrade, HTTP2-Settings");
    Received received = gate().upstream().takeRequest();

    assertThat(received.requestLine()).isEqualTo("GET /x HTTP/1.1");
    assertThat(String.join("\n", received.fields())).doesNotContainIgnoringCase("upgrade", "http2");
  }

  @Test
  default void cookieOfOneUserIsNotSentForAnother() throws Exception {
    gate()
        .upstream()
        .answerWith("HTTP/1.1 200 OK\r\nSet-Cookie: alice=1\r\nContent-Length: 0\r\n\r\n");
    gate().send("GET /echo/x HTTP/1.1", ALICE);
    gate().upstream().answerOk();
    gate().send("GET /echo/x HTTP/1.1", ZOE);

    assertThat(gate().upstream().takeRequest().values("Cookie")).isEmpty();
  }

  @Test
  default void fieldsKeepTheirOrderAndEmptyOnesStay() throws Exception {
    gate().send("GET /echo/x HTTP/1.1", ALICE, "X-A: 1", "X-Empty:", "X-A: ", "X-A: 2, 3");
    Received received = gate().upstream().takeRequest();

    assertThat(received.values("X-A")).containsExactly("1", "", "2, 3");
    assertThat(received.values("X-Empty")).containsExactly("");
  }

  @Test
  default void aByteOutsideAsciiInAFieldArrivesOrIsRefused() throws Exception {
    int status = gate().send("GET /echo/x HTTP/1.1", ALICE, "X-B: \u00e4").status();
    String habit =
        Expectations.HABITS.of("byte outside ASCII in a field", gate().container().name());

    if (habit.equals(TargetContract.SAME)) {
      assertThat(gate().upstream().takeRequest().values("X-B")).containsExactly("\u00e4");
    } else {
      assertThat(status).hasToString(habit);
      assertThat(gate().upstream().gotNothing()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X-Forwarded-For: evil, 10.9.9.9", "X-Forwarded-For: 10.9.9.9:1234"})
  default void onlyATrustedProxyIsBelievedAboutTheClient(String field) throws Exception {
    String believed = field.isEmpty() ? Gate.TRUSTED_PROXY : "10.9.9.9";
    String claim = field.isEmpty() ? "X-Nothing: here" : field;
    gate().sendFrom(Gate.TRUSTED_PROXY, "GET /strict/x HTTP/1.1", ZOE, claim);
    assertThat(gate().upstream().takeRequest().values("X-Forwarded-For")).containsExactly(believed);

    gate().sendFrom("127.0.0.4", "GET /strict/x HTTP/1.1", ZOE, claim);
    assertThat(gate().upstream().takeRequest().values("X-Forwarded-For"))
        .containsExactly("127.0.0.4");
  }
}
