package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ANNA;
import static dev.gatekeeper.contract.Gate.RITA;
import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MLflow's user API, answered from the password file. */
interface AccountContract {

  String USERS = "/accounts/ajax-api/2.0/mlflow/users/";
  String LONG = "a long password";

  Gate gate();

  private Answer call(String methodAndTarget, String credentials, String body, String... fields)
      throws IOException {
    List<String> head =
        new ArrayList<>(
            List.of(
                methodAndTarget + " HTTP/1.1",
                "Host: localhost",
                credentials,
                "Connection: close",
                "Content-Type: application/json",
                "Content-Length: " + body.length()));
    head.addAll(List.of(fields));
    return RawHttp.sendRaw(
        gate().container().port(), String.join("\r\n", head) + "\r\n\r\n" + body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "ajax-api"})
  default void pagesOfMlflowLearnWhoTheUserIs(String api) throws Exception {
    Answer answer =
        gate().send("GET /accounts/" + api + "/2.0/mlflow/users/current HTTP/1.1", RITA);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.value("Content-Type")).startsWith("application/json");
    assertThat(answer.value("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body())
        .contains("\"username\":\"rita\"", "\"is_admin\":false", "\"is_basic_auth\":true");
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void onAnOpenPathTheUserIsAskedForAllTheSame() throws Exception {
    Answer answer = gate().send("GET /accounts/api/2.0/mlflow/users/current HTTP/1.1");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.value("WWW-Authenticate")).startsWith("Basic ");
  }

  @Test
  default void aUserIsMadeLogsInChangesThePasswordAndIsDeleted() throws Exception {
    String before = Files.readString(gate().accounts().users());
    String name = "new-" + System.nanoTime();
    String user = "{\"username\":\"" + name + "\",\"password\":\"";

    Answer made = call("POST " + USERS + "create", ANNA, user + LONG + "\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(Files.readString(gate().accounts().users())).startsWith(before + name + ":$2y$");
    assertThat(statusOfCurrent(name, LONG)).isEqualTo(200);

    String change = user + "another password\",\"current_password\":\"" + LONG + "\"}";
    Answer changed = call("PATCH " + USERS + "update-password", basic(name, LONG), change);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(statusOfCurrent(name, LONG)).isEqualTo(401);
    assertThat(statusOfCurrent(name, "another password")).isEqualTo(200);

    Answer deleted = call("DELETE " + USERS + "delete", ANNA, "{\"username\":\"" + name + "\"}");
    assertThat(deleted.status()).as(deleted.body()).isEqualTo(200);
    assertThat(statusOfCurrent(name, "another password")).isEqualTo(401);
    assertThat(Files.readString(gate().accounts().users())).isEqualTo(before);
  }

  private int statusOfCurrent(String user, String password) throws IOException {
    return gate().send("GET " + USERS + "current HTTP/1.1", basic(user, password)).status();
  }

  @Test
  default void anAdministratorIsMadeAndCountsWithTheNextRequest() throws Exception {
    String list = "GET /accounts/api/3.0/mlflow/roles/list HTTP/1.1";
    assertThat(gate().send(list, RITA).status()).isEqualTo(403);

    setAdmin("true");
    assertThat(gate().send(list, RITA).status()).isEqualTo(200);
    assertThat(gate().accounts().groups())
        .hasContent("# of the lab\nadmin: anna rita\nreader: rita\n");

    setAdmin("false");
    assertThat(gate().send(list, RITA).status()).isEqualTo(403);
    assertThat(gate().accounts().groups()).hasContent("# of the lab\nadmin: anna\nreader: rita\n");

    assertThat(auditLines("users/update-admin"))
        .anyMatch(
            line ->
                line.contains("\"user\":\"anna\"")
                    && line.contains("\"account\":\"rita\",\"role\":\"admin\",\"granted\":true"))
        .anyMatch(line -> line.contains("\"role\":\"admin\",\"granted\":false"));
  }

  private void setAdmin(String isAdmin) throws IOException {
    Answer answer =
        call(
            "PATCH " + USERS + "update-admin",
            ANNA,
            "{\"username\":\"rita\",\"is_admin\":" + isAdmin + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private List<String> auditLines(String operation) throws IOException {
    Await.until(
        "lines of " + operation,
        () -> Files.readString(gate().accounts().audit()).contains("\"granted\":false"));
    return Files.readAllLines(gate().accounts().audit()).stream()
        .filter(line -> line.contains(operation))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin: https://evil.example",
    "Origin: null",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-site",
  })
  default void whatAPageOfAnotherSiteSendsChangesNothing(String field) throws Exception {
    Answer answer =
        call(
            "POST " + USERS + "create",
            ANNA,
            "{\"username\":\"evil\",\"password\":\"" + LONG + "\"}",
            field);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(Files.readString(gate().accounts().users())).doesNotContain("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /accounts/api/2.0/mlflow/users/nothing",
        "GET /accounts/api/3.0/mlflow/users/current",
        "GET /accounts/api/2.0/mlflow/users/current/",
        "GET /accounts/api/2.0/mlflow/users/current;x",
        "GET /accounts/api/2.0/mlflow/roles/list",
      })
  default void whatIsNoneOfItsPathsIsNotPassedOn(String methodAndTarget) throws Exception {
    assertThat(gate().send(methodAndTarget + " HTTP/1.1", ANNA).status()).isBetween(400, 404);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  /** An MLflow that has no users has no such path either. */
  @Test
  default void anEncodedSpellingOfItsPathsIsNoneOfThem() throws Exception {
    int status =
        gate().send("GET /accounts/api/2.0/mlflow/%75sers/current HTTP/1.1", ANNA).status();
    String habit = Expectations.HABITS.of("encoded path of a call", gate().container().name());

    if (habit.equals(TargetContract.SAME)) {
      assertThat(gate().upstream().takeRequest().requestLine()).contains("/%75sers/");
    } else {
      assertThat(status).isBetween(400, 404);
      assertThat(gate().upstream().gotNothing()).isTrue();
    }
  }

  @Test
  default void ofAnotherMethodItSaysWhichItTakes() throws Exception {
    Answer answer = gate().send("DELETE " + USERS + "create HTTP/1.1", ANNA);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.value("Allow")).isEqualTo("OPTIONS, POST");
  }

  @Test
  default void aBodyOf1MbIsRefused() throws Exception {
    String before = Files.readString(gate().accounts().users());
    Answer answer =
        call(
            "POST " + USERS + "create",
            ANNA,
            "{\"username\":\"big\",\"password\":\"" + LONG.repeat(70_000) + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_PARAMETER_VALUE");
    assertThat(gate().accounts().users()).hasContent(before);
  }

  @Test
  default void switchedOffItIsMlflowsBusiness() throws Exception {
    String target = "/accounts-off/ajax-api/2.0/mlflow/users/current";
    assertThat(gate().send("GET " + target + " HTTP/1.1", RITA).status()).isEqualTo(200);
    assertThat(gate().upstream().takeRequest().requestLine())
        .contains("/ajax-api/2.0/mlflow/users/current");
  }
}
