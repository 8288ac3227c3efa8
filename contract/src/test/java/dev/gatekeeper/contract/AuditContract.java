package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.RITA;
import static dev.gatekeeper.contract.Gate.WILL;
import static dev.gatekeeper.contract.RawHttp.basic;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the audit file says. */
interface AuditContract {

  Gate gate();

  @Test
  default void aWriteLeavesALine() throws Exception {
    String head =
        "PUT /roles/api/2.0/mlflow-artifacts/artifacts/7/0123456789abcdef0123456789abcdef/artifacts"
            + "/audited HTTP/1.1\r\nHost: localhost\r\n"
            + WILL
            + "\r\nContent-Length: 5\r\n\r\nabcde";
    assertThat(RawHttp.sendRaw(gate().container().port(), head).status()).isEqualTo(200);

    assertThat(awaitLine("artifacts/audited"))
        .matches(
            "\\{\"time\":\"20[0-9T:-]+(\\.\\d{3})?Z\",\"user\":\"will\",\"address\":\"127.0.0.1\",\"method\":\"PUT\","
                + "\"operation\":\"mlflow-artifacts/artifacts/7/0123456789abcdef0123456789abcdef"
                + "/artifacts/audited\",\"access\":\"write\",\"experiment_id\":\"7\","
                + "\"run_id\":\"0123456789abcdef0123456789abcdef\",\"status\":200,"
                + "\"received_bytes\":5,\"sent_bytes\":\\d+,\"ms\":\\d+}");
  }

  @Test
  default void aRefusalLeavesALine() throws Exception {
    gate().send("POST /roles/api/2.0/mlflow/refused/by-role HTTP/1.1", RITA);
    gate().send("GET /roles/api/2.0/mlflow/users/refused HTTP/1.1", RITA);
    gate().send("GET /roles/api/2.0/mlflow/refused/by-login HTTP/1.1", basic("rita", "wrong"));

    assertThat(awaitLine("refused/by-role")).contains("\"user\":\"rita\"", "\"status\":403");
    assertThat(awaitLine("users/refused")).contains("\"access\":\"administer\"", "\"status\":403");
    assertThat(awaitLine("refused/by-login"))
        .contains("\"status\":401")
        .doesNotContain("user", "rita", "wrong");
  }

  @Test
  default void aReadLeavesNone() throws Exception {
    gate().send("GET /roles/api/2.0/mlflow/read/plainly HTTP/1.1", RITA);
    gate().send("POST /roles/api/2.0/mlflow/runs/search?run_id=read HTTP/1.1", RITA);
    gate().send("POST /roles/api/2.0/mlflow/written/afterwards HTTP/1.1", WILL);

    awaitLine("written/afterwards");
    assertThat(Files.readString(gate().audit()))
        .doesNotContain("read/plainly", "\"run_id\":\"read\"");
  }

  @Test
  default void aGraphqlQueryLeavesNoneAndAMutationOne() throws Exception {
    for (String query : List.of("query A { a }", "mutation A { a }")) {
      String body = "{\"query\":\"" + query + "\"}";
      RawHttp.sendRaw(
          gate().container().port(),
          "POST /roles/graphql?experiment_id=%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
                  .formatted(query.substring(0, 5), WILL)
              + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body));
    }
    assertThat(awaitLine("\"experiment_id\":\"mutat\"")).contains("\"operation\":\"/graphql\"");
    assertThat(Files.readString(gate().audit())).doesNotContain("\"experiment_id\":\"query\"");
  }

  @Test
  default void aWriteWhoseAnswerIsCutLeavesALineThatSaysSo() throws Exception {
    gate()
        .upstream()
        .answerWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");
    try (var client = RawHttp.connect(gate().container().port())) {
      RawHttp.write(
          client,
          "POST /roles/api/2.0/mlflow/written/and-cut HTTP/1.1\r\nHost: localhost\r\n"
              + WILL
              + "\r\n\r\n");
      client.getInputStream().readAllBytes();
    } catch (IOException e) {
      // some containers break the connection harder
    }
    assertThat(awaitLine("written/and-cut")).contains("\"cut\":true");
  }

  @Test
  default void noLineHasASecret() throws Exception {
    String field = basic("will", "secret-in-a-field");
    gate().send("POST /roles/api/2.0/mlflow/a/secret?token=secret-in-a-query HTTP/1.1", field);
    awaitLine("a/secret");
    assertThat(Files.readString(gate().audit(), ISO_8859_1))
        .doesNotContain("secret-in", field.substring("Authorization: Basic ".length()));
  }

  private String awaitLine(String text) {
    Await.until("a line with " + text, () -> Files.readString(gate().audit()).contains(text));
    try {
      List<String> lines =
          Files.readAllLines(gate().audit()).stream().filter(line -> line.contains(text)).toList();
      assertThat(lines).hasSize(1);
      return lines.get(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
