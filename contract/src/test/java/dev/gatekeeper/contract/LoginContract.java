package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;
import static dev.gatekeeper.contract.Gate.TRUSTED_PROXY;
import static dev.gatekeeper.contract.Gate.ZOE;
import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guessers, open paths, and clients behind a trusted proxy. */
interface LoginContract {

  Gate gate();

  @Test
  default void whoGuessesIsAskedToWaitAndTheUserGetsInFromElsewhere() throws Exception {
    String request = "GET /strict/ HTTP/1.1";
    for (int i = 0; i < 3; i++) {
      Answer wrong = gate().sendFrom("127.0.0.1", request, basic("zoë", "guess " + i));
      assertThat(wrong.status()).isEqualTo(401);
    }

    Answer locked = gate().sendFrom("127.0.0.1", request, ZOE);
    assertThat(locked.status()).isEqualTo(429);
    assertThat(Integer.parseInt(locked.value("Retry-After"))).isBetween(3_000, 3_601);
    assertThat(locked.values("WWW-Authenticate")).isEmpty();
    assertThat(locked.body())
        .startsWith("{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"Too many different");
    assertThat(gate().upstream().gotNothing()).isTrue();

    assertThat(gate().sendFrom("127.0.0.2", request, ZOE).status()).isEqualTo(200);
    assertThat(gate().sendFrom("127.0.0.1", request, ALICE).status()).isEqualTo(200);
    assertThat(gate().container().log())
        .contains("is locked out from 127.0.0.1 for 3600 s: 3 different passwords");
  }

  @Test
  default void oneWrongPasswordMayBeRepeatedAsClientsDo() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(
              gate()
                  .sendFrom("127.0.0.4", "GET /strict/ HTTP/1.1", basic("alice", "outdated"))
                  .status())
          .isEqualTo(401);
    }

    assertThat(gate().sendFrom("127.0.0.4", "GET /strict/ HTTP/1.1", ALICE).status())
        .isEqualTo(200);
  }

  @Test
  default void aTrustedProxyIsBelievedAboutItsClient() throws Exception {
    String[] claims = {
      ALICE,
      "X-Forwarded-For: 127.0.0.1, 203.0.113.9",
      "X-Forwarded-Proto: https",
      "X-Forwarded-Host: mlflow.example.org",
      "Origin: https://mlflow.example.org"
    };

    gate().sendFrom(TRUSTED_PROXY, "GET /strict/ HTTP/1.1", claims);
    RecordingUpstream.Received believed = gate().upstream().takeRequest();
    assertThat(believed.values("X-Forwarded-For")).containsExactly("203.0.113.9");
    assertThat(believed.values("X-Real-IP")).containsExactly("203.0.113.9");
    assertThat(believed.values("X-Forwarded-Proto")).containsExactly("https");
    assertThat(believed.values("X-Forwarded-Host")).containsExactly("mlflow.example.org");
    assertThat(believed.values("Origin")).isEmpty();

    gate().sendFrom("127.0.0.2", "GET /strict/ HTTP/1.1", claims);
    RecordingUpstream.Received stranger = gate().upstream().takeRequest();
    assertThat(stranger.values("X-Forwarded-For")).containsExactly("127.0.0.2");
    assertThat(stranger.values("X-Forwarded-Proto")).containsExactly("http");
    assertThat(stranger.value("X-Forwarded-Host")).startsWith("localhost");
    assertThat(stranger.values("Origin")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health?x=/api", "/open/", "/open/static/app.js"})
  default void anOpenPathNeedsNoCredentialsAndPassesNoneOn(String path) throws Exception {
    for (String field :
        new String[] {"X-Nothing: here", ALICE, basic("alice", "wrong"), "X-Remote-User: admin"}) {
      assertThat(gate().send("GET /strict" + path + " HTTP/1.1", field).status()).isEqualTo(200);
      RecordingUpstream.Received received = gate().upstream().takeRequest();
      assertThat(received.requestLine()).isEqualTo("GET " + path + " HTTP/1.1");
      assertThat(received.values("Authorization")).isEmpty();
      assertThat(received.values("X-Remote-User")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/strict/health/",
        "/strict/health/../api/2.0/mlflow/runs/delete",
        "/strict/health;x/api",
        "/strict/health%2f..%2fapi",
        "/strict/health%23/api",
        "/strict/health%3f/../api",
        "/strict/HEALTH",
        "/strict//health",
        "/strict/%68ealth",
        "/strict/%EF%BD%88ealth",
        "/strict/%c0%ae%c0%ae/",
        "/strict/./health",
        "/strict/api?x=/health",
        "/strict/api?/health",
        "/strict/open",
        "/strict/open/../api",
        "/strict/open/%2e%2e/api",
        "/strict/open/..;/api",
        "/strict/open//x",
        "/%73trict/health",
        "/strict;x/health",
        "/strict/../echo/health"
      })
  default void nothingThatOnlyLooksLikeAnOpenPathIsOpen(String target) throws Exception {
    // Payara redirects /strict;x to the context's root
    assertThat(gate().send("GET " + target + " HTTP/1.1").status()).isIn(301, 400, 401, 404);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  /** Open Liberty and Payara take it off, so that what is decided and sent is the plain path. */
  @Test
  default void aSessionIdInAnOpenPathIsRefusedOrNeverSent() throws Exception {
    int status = gate().send("GET /strict/health;jsessionid=1 HTTP/1.1").status();
    if (status == 200) {
      assertThat(gate().upstream().takeRequest().requestLine()).isEqualTo("GET /health HTTP/1.1");
    } else {
      assertThat(status).isIn(400, 401);
      assertThat(gate().upstream().gotNothing()).isTrue();
    }
  }
}
