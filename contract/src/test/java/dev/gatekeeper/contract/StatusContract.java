package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What probes of the gate are told. */
interface StatusContract {

  Gate gate();

  @ParameterizedTest
  @CsvSource({
    "/echo/-/healthy,    200, healthy",
    "/echo/-/ready,      200, ready",
    "/prefix/-/ready,    200, ready",
    "/down/-/healthy,    200, healthy",
    "/down/-/ready,      503, unready",
    "/missing/-/healthy, 200, healthy",
    "/missing/-/ready,   503, unready",
    "/closed/-/ready,    503, unready",
  })
  default void probesNeedNoCredentialsAndLearnOneWord(String target, int status, String word)
      throws Exception {
    Answer answer = gate().send("GET " + target + " HTTP/1.1");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(word + "\n");
    assertThat(answer.value("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.values("WWW-Authenticate")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/echo/-/ready/",
        "/echo/-/Ready",
        "/echo/-/ready;x",
        "/echo//-/ready",
        "/echo/%2D/ready",
        "/echo/-/",
        "/echo/-/readyx"
      })
  default void onlyTheExactPathIsAProbes(String target) throws Exception {
    assertThat(gate().send("GET " + target + " HTTP/1.1").status()).isIn(400, 401, 404);
    assertThat(gate().upstream().gotNothing()).isTrue();
  }

  @Test
  default void probesOnlyRead() throws Exception {
    assertThat(gate().send("HEAD /echo/-/healthy HTTP/1.1").status()).isEqualTo(200);
    Answer post = gate().send("POST /echo/-/healthy HTTP/1.1", ALICE, "Content-Length: 0");

    assertThat(post.status()).isEqualTo(405);
    assertThat(post.value("Allow")).isEqualTo("GET, HEAD");
    assertThat(gate().upstream().gotNothing()).isTrue();
  }
}
