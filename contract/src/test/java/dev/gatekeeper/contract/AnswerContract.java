package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client gets back. */
interface AnswerContract {

  Gate gate();

  @Test
  default void answerComesBackAsItWasSent() throws Exception {
    gate()
        .upstream()
        .answerWith(
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
    Answer answer = gate().send("GET /echo/ HTTP/1.1", ALICE);
    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.values("Content-Type")).containsExactly("application/x-thing");
    assertThat(answer.values("X-Kept")).containsExactly("one", "two");
    assertThat(answer.values("X-Hop")).isEmpty();
    assertThat(answer.value("Content-Encoding")).isEqualTo("gzip");
    assertThat(answer.value("ETag")).isEqualTo("\"1-gzip\"");
    assertThat(answer.body()).isEqualTo("abc");
  }

  @Test
  default void headKeepsItsLengthWithoutABody() throws Exception {
    gate().upstream().answerWith("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
    Answer answer = gate().send("HEAD /echo/ HTTP/1.1", ALICE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.value("Content-Length")).isEqualTo("1234");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive", "close"})
  default void answerThatIsCutLooksCut(String connection) throws Exception {
    gate()
        .upstream()
        .answerWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");
    String request = Gate.head("GET /echo/", connection) + "\r\n";
    int port = gate().container().port();
    String habit = Expectations.HABITS.of("cut answer, " + connection, gate().container().name());

    if (habit.equals("whole")) {
      // it sends no chunks to a client that closes: nothing could show the cut
      assertThat(RawHttp.sendRaw(port, request).values("Transfer-Encoding")).isEmpty();
    } else {
      assertThat(catchThrowable(() -> RawHttp.sendRaw(port, request)))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n"
      })
  default void answerThatBreaksHttpIs502(String bytes) throws Exception {
    gate().upstream().answerWith(bytes);
    Answer answer = gate().send("GET /echo/ HTTP/1.1", ALICE);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).contains("TEMPORARILY_UNAVAILABLE").doesNotContain("SSH");
  }

  @Test
  default void switchOfProtocolsThatNobodyAskedForIs502AndNoWait() throws Exception {
    gate().upstream().answerEarlyWith("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
    assertThat(gate().send("PUT /echo/ HTTP/1.1", ALICE, "Content-Length: 0").status())
        .isEqualTo(502);
  }

  @ParameterizedTest
  @CsvSource({
    "/echo,   http://UPSTREAM/x?y, /echo/x?y",
    "/echo,   /x,                  /echo/x",
    "/echo,   https://other/x,     https://other/x",
    "/prefix, /static/x,           /prefix/x",
  })
  default void placesOfTheUpstreamBecomePlacesOfTheGate(
      String deployment, String location, String expected) throws Exception {
    String own = location.replace("UPSTREAM", gate().upstream().uri().getAuthority());
    gate()
        .upstream()
        .answerWith(
            RawHttp.lines(
                "HTTP/1.1 201 Created",
                "Location: " + own,
                "Content-Location: " + own,
                "Set-Cookie: a=b; Path=/; HttpOnly",
                "Set-Cookie: c=d",
                "Content-Length: 0",
                "",
                ""));
    Answer answer = gate().send("GET " + deployment + "/ HTTP/1.1", ALICE);

    assertThat(answer.values("Location")).containsExactly(expected);
    assertThat(answer.values("Content-Location")).containsExactly(expected);
    assertThat(answer.values("Set-Cookie"))
        .containsExactly("a=b; Path=" + deployment + "; HttpOnly", "c=d");
    assertThat(answer.value("Via")).isEqualTo("1.1 mlflow-gatekeeper");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A: a\rb", "X-A: a\u0000b", "X A: b", ": b"})
  default void answerWithAFieldThatIsNoneIs502(String field) throws Exception {
    gate().upstream().answerWith("HTTP/1.1 200 OK\r\n" + field + "\r\nContent-Length: 0\r\n\r\n");

    assertThat(gate().send("GET /echo/ HTTP/1.1", ALICE).status()).isEqualTo(502);
  }

  @ParameterizedTest
  @CsvSource({"X-A, 10000, 10", "X-A, 900, 400", "X-A, 1, 70000"})
  default void answerWithTooManyOrTooLongFieldsIs502(String name, int fields, int length)
      throws Exception {
    String field = name + ": " + "x".repeat(length) + "\r\n";
    gate()
        .upstream()
        .answerWith("HTTP/1.1 200 OK\r\n" + field.repeat(fields) + "Content-Length: 0\r\n\r\n");

    assertThat(gate().send("GET /echo/ HTTP/1.1", ALICE).status()).isEqualTo(502);
  }

  @Test
  default void interimAnswerBeforeTheRealOneIsLeftOut() throws Exception {
    gate()
        .upstream()
        .answerWith(
            "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    Answer answer = gate().send("GET /echo/ HTTP/1.1", ALICE);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok");
  }

  @Test
  default void notModifiedKeepsItsFieldsWithoutABody() throws Exception {
    gate().upstream().answerWith("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nX-Kept: one\r\n\r\n");
    Answer answer = gate().send("GET /echo/ HTTP/1.1", ALICE, "If-None-Match: \"1\"");

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.value("ETag")).isEqualTo("\"1\"");
    assertThat(answer.value("X-Kept")).isEqualTo("one");
  }

  @Test
  default void upstreamsOwnChallengePasses() throws Exception {
    gate()
        .upstream()
        .answerWith(
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n");

    assertThat(gate().send("GET /echo/ HTTP/1.1", ALICE).values("WWW-Authenticate"))
        .containsExactly("Negotiate");
  }

  @Test
  default void noContentMayClaimALength() throws Exception {
    gate().upstream().answerWith("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n");
    assertThat(gate().send("DELETE /echo/ HTTP/1.1", ALICE).status()).isEqualTo(204);
  }

  @Test
  default void upstreamThatIsDownGivesMlflowsErrorToProgramsAndAPageToBrowsers() throws Exception {
    Answer api =
        gate().send("POST /down/api/2.0/mlflow/runs/search HTTP/1.1", ALICE, "Content-Length: 0");
    assertThat(api.status()).isEqualTo(503);
    assertThat(api.value("Content-Type")).startsWith("application/json");
    assertThat(api.value("Retry-After")).isNotEmpty();
    assertThat(api.body()).startsWith("{\"error_code\":\"TEMPORARILY_UNAVAILABLE\",\"message\":");
    Answer page = gate().send("GET /down/ HTTP/1.1", ALICE, "Accept: text/html,*/*");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.value("Content-Type")).startsWith("text/html");
    assertThat(page.body()).contains("<h1>Not available at the moment</h1>");
    assertThat(gate().container().log()).contains("does not answer");
  }

  @Test
  default void fieldsThatTheUpstreamsConnectionNamesStayBehind() throws Exception {
    gate()
        .upstream()
        .answerWith(
            RawHttp.lines(
                "HTTP/1.1 200 OK",
                "Connection: close, X-Foo",
                "X-Foo: 1",
                "X-Bar: 2",
                "Content-Length: 0",
                "",
                ""));
    Answer answer = gate().send("GET /echo/x HTTP/1.1", ALICE);

    assertThat(answer.values("X-Foo")).isEmpty();
    assertThat(answer.values("X-Bar")).containsExactly("2");
  }

  @Test
  default void rangeOfABodyPasses() throws Exception {
    gate()
        .upstream()
        .answerWith(
            RawHttp.lines(
                "HTTP/1.1 206 Partial Content",
                "Content-Range: bytes 1-2/9",
                "Content-Length: 2",
                "",
                "bc"));
    Answer answer =
        gate().send("GET /echo/x HTTP/1.1", ALICE, "Range: bytes=1-2", "If-Range: \"1\"");

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.value("Content-Range")).isEqualTo("bytes 1-2/9");
    assertThat(answer.body()).isEqualTo("bc");
    RecordingUpstream.Received received = gate().upstream().takeRequest();
    assertThat(received.value("Range")).isEqualTo("bytes=1-2");
    assertThat(received.value("If-Range")).isEqualTo("\"1\"");
  }
}
