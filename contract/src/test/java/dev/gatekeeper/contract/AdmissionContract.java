package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;
import static dev.gatekeeper.contract.RawHttp.basic;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import java.net.Socket;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may pass, and what the others are told. */
interface AdmissionContract {

  Gate gate();

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
  default void refusesWhatIsNoRightPasswordWithAChallengeAndNothingReachesTheUpstream(String field)
      throws Exception {
    Answer answer = gate().send("GET /echo/version HTTP/1.1", field);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("WWW-Authenticate"))
        .containsExactly("Basic realm=\"MLflow Login\", charset=\"UTF-8\"");
    assertThat(answer.value("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.value("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.values("Set-Cookie")).isEmpty();
    assertThat(answer.body())
        .startsWith("{\"error_code\":\"UNAUTHENTICATED\",\"message\":\"You are not authenticated.")
        .contains("MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD");
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void refusesTwoAuthorizationHeadersEvenIfBothAreRight() throws Exception {
    assertThat(gate().send("GET /echo/ HTTP/1.1", ALICE, ALICE).status()).isEqualTo(401);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void refusesSixtyFourKilobytesOfAuthorization() throws Exception {
    int status = gate().send("GET /echo/ HTTP/1.1", basic("alice", "x".repeat(48_000))).status();
    // Tomcat does not read a head of more than 8 KB
    assertThat(status).isIn(400, 401, 431);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void admitsColonsInThePasswordAndUtf8InBoth() throws Exception {
    assertThat(gate().send("GET /echo/ HTTP/1.1", ALICE).status()).isEqualTo(200);
    assertThat(gate().send("GET /echo/ HTTP/1.1", basic("zoë", "käse")).status()).isEqualTo(200);
    assertThat(gate().send("GET /echo/ HTTP/1.1", ALICE.replace("Basic", "bAsIc")).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /echo/ HTTP/1.1\r\n", "POST /echo/ HTTP/1.1\r\nContent-Length: 5\r\n"})
  default void refusalKeepsTheConnectionOpen(String head) throws Exception {
    String body = head.startsWith("POST") ? "abcde" : "";
    try (Socket client = RawHttp.connect(gate().container().port())) {
      for (int i = 0; i < 3; i++) {
        RawHttp.write(client, head + "Host: localhost\r\n\r\n" + body);
        assertThat(RawHttp.read(client.getInputStream(), false).status()).isEqualTo(401);
      }
    }
  }

  @Test
  default void seesAChangedPasswordFileAndNeverAHalfWrittenOne() throws Exception {
    String before = Files.readString(gate().passwords());
    String bob = basic("bob", "builder");
    try {
      // htpasswd -nbB -C 4 bob builder
      Files.writeString(
          gate().passwords(),
          before + "bob:$2y$04$LxsyTs0BFeziBWfD5gNlcOJQI8oDvmXlKRd6mEOAL2lkSNjO7uPbi\n");
      Await.until("bob to get in", () -> gate().send("GET /echo/ HTTP/1.1", bob).status() == 200);
      for (int i = 0; i < 50; i++) {
        Files.writeString(gate().passwords(), "");
        Files.writeString(gate().passwords(), before);
        assertThat(gate().send("GET /echo/ HTTP/1.1", ALICE).status()).isEqualTo(200);
      }
      Await.until(
          "bob to be refused", () -> gate().send("GET /echo/ HTTP/1.1", bob).status() == 401);
    } finally {
      Files.writeString(gate().passwords(), before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/closed", "/missing"})
  default void isClosedWithoutAPasswordFileAndSaysSoInTheLog(String contextPath) throws Exception {
    for (String credentials : List.of(ALICE, "X-Nothing: here")) {
      Answer answer = gate().send("GET " + contextPath + "/version HTTP/1.1", credentials);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("TEMPORARILY_UNAVAILABLE").doesNotContain("nonexistent");
      assertThat(answer.value("Retry-After")).isNotEmpty();
      assertThat(answer.values("WWW-Authenticate")).isEmpty();
    }
    assertThat(gate().container().log())
        .contains("No htpasswd file is configured: every request is answered 503.")
        .contains("/nonexistent/htpasswd can't be read (there is no such file)");
  }

  @Test
  default void settingThatCannotBeUsedStopsTheDeploymentWithOneSentenceInTheLog() throws Exception {
    assertThat(gate().container().log())
        .contains("MLflow Gatekeeper is not deployed at context path '/broken': The setting")
        .contains("gatekeeper.upstream is 'mlflow:5000', but it must be http://host");
    gate().send("GET /broken/version HTTP/1.1", ALICE);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void makesNoSession() throws Exception {
    assertThat(gate().send("GET /echo/ HTTP/1.1", ALICE).values("Set-Cookie")).isEmpty();
  }

  @Test
  default void noSecretIsInTheLog() throws Exception {
    gate().send("GET /echo/ HTTP/1.1", ALICE);
    gate().send("GET /echo/ HTTP/1.1", basic("alice", "not-the-password"));
    assertThat(gate().container().log())
        .doesNotContain("wonder:land", "not-the-password", "$2y$", "$apr1$")
        .doesNotContain(Base64.getEncoder().encodeToString("alice:wonder:land".getBytes(UTF_8)));
  }
}
