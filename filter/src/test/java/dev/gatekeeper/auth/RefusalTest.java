package dev.gatekeeper.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 302, 399, 600})
  void aStatusThatDoesNotRefuseIsNoRefusal(int status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Refusal(status, "No."))
        .withMessageContaining(Integer.toString(status));
  }

  @Test
  void aFieldIsAddedToACopy() {
    Refusal plain = new Refusal(403, "No.");

    assertThat(plain.with("A", "1").with("B", "2").headers())
        .containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "B", "2"));
    assertThat(plain.headers()).isEmpty();
  }

  @Test
  void laterChangesOfTheCallersMapDoNotCount() {
    Map<String, String> fields = new HashMap<>(Map.of("A", "1"));
    Refusal refusal = new Refusal(403, "No.", fields);

    fields.put("B", "2");

    assertThat(refusal.headers()).containsExactly(Map.entry("A", "1"));
  }

  @Test
  void theBodyIsUtf8AndItsLengthIsInBytes() throws IOException {
    FakeExchange exchange = new FakeExchange("GET");

    new Refusal(403, "H\u00e4 \u2713")
        .send(exchange.request(), exchange.response(), RefusalRenderer.PLAIN_TEXT);

    assertThat(exchange.status).isEqualTo(403);
    assertThat(exchange.contentType).isEqualTo("text/plain;charset=utf-8");
    assertThat(exchange.body()).isEqualTo("H\u00e4 \u2713\n");
    assertThat(exchange.contentLength).isEqualTo(8);
  }
}
