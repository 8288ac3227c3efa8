package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ANNA;
import static dev.gatekeeper.contract.Gate.NORA;
import static dev.gatekeeper.contract.Gate.RITA;
import static dev.gatekeeper.contract.Gate.WILL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import dev.gatekeeper.contract.RecordingUpstream.Received;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what in MLflow. */
interface RightsContract {

  String API = "/roles/api/2.0/mlflow/";

  Gate gate();

  @ParameterizedTest
  @CsvSource({
    "GET,    runs/get?run_id=a, 200, 200, 200",
    "POST,   runs/search,       200, 200, 200",
    "POST,   runs/create,       403, 200, 200",
    "POST,   runs/delete,       403, 200, 200",
    "DELETE, registered-models/delete, 403, 200, 200",
    "GET,    webhooks,          403, 403, 200",
    "POST,   webhooks,          403, 403, 200",
  })
  default void readersReadWritersWriteAndAdministratorsAdminister(
      String method, String operation, int rita, int will, int anna) throws Exception {
    String request = method + " " + API + operation + " HTTP/1.1";
    assertStatus(rita, request, RITA);
    assertStatus(will, request, WILL);
    assertStatus(anna, request, ANNA);
    assertStatus(403, request, NORA);
    assertStatus(401, request, "X-Nothing: here");
  }

  private void assertStatus(int expected, String request, String credentials) throws Exception {
    assertThat(gate().send(request, credentials).status()).isEqualTo(expected);
    if (expected == 200) {
      gate().upstream().takeRequest();
    }
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void refusalSaysWhatToAskForAsMlflowsClientsShowIt() throws Exception {
    Answer answer = gate().send("POST " + API + "runs/create HTTP/1.1", RITA);

    assertThat(answer.value("Content-Type")).startsWith("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"Permission denied. rita may read"
                + " but not write here; ask for the role 'writer'.\"}");
    assertThat(answer.values("WWW-Authenticate")).isEmpty();
  }

  @Test
  default void refusalOfANavigationIsAPage() throws Exception {
    Answer answer =
        gate().send("GET /roles/signup HTTP/1.1", WILL, "Sec-Fetch-Mode: navigate", "Accept: */*");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.value("Content-Type")).startsWith("text/html");
    assertThat(answer.body()).contains("<title>Permission denied</title>", "&#39;admin&#39;");
  }

  @Test
  default void refusalsLockNobodyOut() throws Exception {
    for (int i = 0; i < 30; i++) {
      assertThat(gate().send("POST " + API + "runs/create HTTP/1.1", RITA).status()).isEqualTo(403);
    }
    assertThat(gate().send("GET " + API + "runs/get HTTP/1.1", RITA).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /roles/api/2.0/mlflow/runs/search/../delete",
        "POST /roles/api/2.0/mlflow/runs/search/%2e%2e/delete",
        "POST /roles/api/2.0/mlflow/runs/search/..;/delete",
        "POST /roles/api/2.0/mlflow/runs/search;/../delete",
        "POST /roles/api/2.0/mlflow/runs/search/",
        "POST /roles/api/2.0/mlflow/runs/search;x",
        "POST /roles/api/2.0/mlflow/runs/SEARCH",
        "POST /roles/api/2.0/mlflow//runs/delete",
        "POST /roles//api/2.0/mlflow/runs/delete",
        "POST /roles/ajax-api/2.0/mlflow/runs/delete",
        "POST /roles/api/2.0/preview/mlflow/runs/delete",
        "POST /roles/api/2.0/mlflow/runs%2Fdelete",
        "POST /roles/api/2.0/mlflow/runs/%64elete",
        "POST /roles/api/2.0/mlflow/runs/delete?x=/runs/search",
        "POST /roles/api/2.0/mlflow/runs/delete%3f/../search",
        "POST /roles/api/2.0/mlflow/runs/delete#/search",
        "POST /roles/p/api/2.0/mlflow/runs/delete",
        "GET /roles/p/api/2.0/mlflow/webhooks",
        "GET /roles/api/2.0/mlflow/%75sers/list",
        "GET /roles/api/2.0/mlflow/users/current/../list",
        "GET /roles/mcp",
        "FOO /roles/api/2.0/mlflow/runs/get",
      })
  default void noTrickMakesAReadOfAWrite(String methodAndTarget) throws Exception {
    int status =
        gate().send(methodAndTarget + " HTTP/1.1", RITA, "X-HTTP-Method-Override: GET").status();
    assertThat(status).isGreaterThanOrEqualTo(400);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override: POST", "X-Method-Override: DELETE"})
  default void aFieldThatNamesAnotherMethodDoesNotReachMlflow(String field) throws Exception {
    gate().send("GET " + API + "runs/get HTTP/1.1", RITA, field);
    assertThat(gate().upstream().takeRequest().head()).doesNotContainIgnoringCase("override");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"query":"query A { mlflowGetRun { a } }"}        | 200
          {"query":"mutation A { a }"}                      | 403
          {"query":"{ a }","query":"mutation { a }"}        | 403
          {"query":                                         | 403
          """)
  default void readersMayAskGraphqlForDataAndTheBodyArrivesAsItWasSent(String body, int status)
      throws Exception {
    for (String method : new String[] {"POST", "GET"}) {
      String head = method + " /roles/graphql HTTP/1.1\r\nHost: localhost\r\n" + RITA + "\r\n";
      String known = head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
      String chunked =
          head
              + "Transfer-Encoding: chunked\r\n\r\n"
              + Integer.toHexString(body.length())
              + "\r\n"
              + body
              + "\r\n0\r\n\r\n";
      for (String request : new String[] {known, chunked}) {
        assertThat(RawHttp.sendRaw(gate().container().port(), request).status()).isEqualTo(status);
        if (status == 200) {
          Received received = gate().upstream().takeRequest();
          assertThat(received.body()).isEqualTo(body);
          assertThat(received.whole()).isTrue();
        }
        assertThat(gate().upstream().gotNothing()).isTrue();
      }
    }
  }

  @Test
  default void aGraphqlBodyThatIsTooLargeToLookAtIsAWriteAndArrivesWhole() throws Exception {
    String body = "{\"query\":\"{ a }\",\"x\":\"" + "x".repeat(1_000_000) + "\"}";

    assertThat(graphql(RITA, body).status()).isEqualTo(403);
    assertThat(gate().upstream().gotNothing()).isTrue();
    assertThat(graphql(WILL, body).status()).isEqualTo(200);
    assertThat(gate().upstream().takeRequest().body()).isEqualTo(body);
  }

  @Test
  default void slowGraphqlBodiesTakeOnlyAFewThreads() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      // more than the bound, since the question whether it is reached takes room, too
      for (int i = 0; i < 10; i++) {
        Socket socket = RawHttp.connect(gate().container().port());
        slow.add(socket);
        RawHttp.write(
            socket,
            "POST /roles/graphql HTTP/1.1\r\nHost: localhost\r\n"
                + RITA
                + "\r\nContent-Length: 20\r\n\r\n{");
      }
      Await.until(
          "the bound to be reached",
          () -> {
            Answer answer = RawHttp.sendRaw(gate().container().port(), chunkedQuery());
            return answer.status() == 503 && answer.body().contains("Too many GraphQL");
          });
      assertThat(graphql(RITA, "{\"query\":\"{ a }\"}").status())
          .hasToString(
              Expectations.HABITS.of("GraphQL beside slow ones", gate().container().name()));
      assertThat(gate().send("GET " + API + "runs/get HTTP/1.1", RITA).status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    Await.until(
        "room for others",
        () -> RawHttp.sendRaw(gate().container().port(), chunkedQuery()).status() == 200);
  }

  /** Nobody knows whether it has come as a whole without waiting for it. */
  private static String chunkedQuery() {
    return "POST /roles/graphql HTTP/1.1\r\nHost: localhost\r\n"
        + RITA
        + "\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n{\"query\":\"{ a }\"}\r\n0\r\n\r\n";
  }

  private Answer graphql(String credentials, String body) throws IOException {
    return RawHttp.sendRaw(
        gate().container().port(),
        "POST /roles/graphql HTTP/1.1\r\nHost: localhost\r\n"
            + credentials
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, runs/create, Origin: https://evil.test,                     403",
    "POST, runs/create, Origin: null,                                  403",
    "POST, runs/create, Sec-Fetch-Site: cross-site,                    403",
    "POST, runs/create, Sec-Fetch-Site: same-site,                     403",
    "POST, runs/create, Sec-Fetch-Site: same-origin,                   200",
    "GET,  permissions/list, Origin: https://evil.test,                403",
    "GET,  permissions/list, Sec-Fetch-Site: cross-site,               403",
    "GET,  runs/get,    Origin: https://evil.test,                     200",
    "POST, runs/search, Sec-Fetch-Site: cross-site,                    200",
  })
  default void aPageOfAnotherSiteMayNotWriteInTheNameOfItsReader(
      String method, String operation, String field, int status) throws Exception {
    Answer answer = gate().send(method + " " + API + operation + " HTTP/1.1", ANNA, field);

    assertThat(answer.status()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.body()).contains("gatekeeper.public-origins");
      assertThat(gate().upstream().gotNothing()).isTrue();
    }
  }

  @Test
  default void thisServersOwnPageMayWriteAndItsOriginGoesNoFurther() throws Exception {
    String origin = "Origin: http://localhost:" + gate().container().port();
    assertThat(gate().send("POST " + API + "runs/create HTTP/1.1", WILL, origin).status())
        .isEqualTo(200);
    assertThat(gate().upstream().takeRequest().values("Origin")).isEmpty();
  }

  @Test
  default void aClientOfTheAiGatewayBringsItsOwnKeyBesideItsCredentials() throws Exception {
    String own = WILL.replace("Authorization", "X-MLflow-Authorization");
    String target = "POST /roles/gateway/openai/v1/chat/completions HTTP/1.1";

    assertThat(gate().send(target, own, "Authorization: Bearer sk-1").status()).isEqualTo(200);
    Received received = gate().upstream().takeRequest();
    assertThat(received.values("Authorization")).containsExactly("Bearer sk-1");
    assertThat(received.values("X-MLflow-Authorization")).isEmpty();

    assertThat(gate().send(target, WILL).status()).isEqualTo(200);
    assertThat(gate().upstream().takeRequest().values("Authorization")).isEmpty();
    assertThat(gate().send(target, own).status()).isEqualTo(200);
    assertThat(gate().upstream().takeRequest().values("Authorization")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-MLflow-Authorization: Basic eDp4", "X-Nothing: here"})
  default void aProvidersKeyAloneLetsNobodyIn(String field) throws Exception {
    String target = "POST /roles/gateway/openai/v1/chat/completions HTTP/1.1";
    assertThat(gate().send(target, "Authorization: Bearer sk-1", field).status()).isEqualTo(401);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void outsideTheAiGatewayTheOtherFieldOpensNothing() throws Exception {
    String own = WILL.replace("Authorization", "X-MLflow-Authorization");
    assertThat(gate().send("GET " + API + "runs/get HTTP/1.1", own).status()).isEqualTo(401);
    gate().send("GET " + API + "runs/get HTTP/1.1", own, WILL);
    assertThat(gate().upstream().takeRequest().values("X-MLflow-Authorization")).isEmpty();
  }
}
