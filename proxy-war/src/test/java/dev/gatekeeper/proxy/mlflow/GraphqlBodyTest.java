package dev.gatekeeper.proxy.mlflow;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphqlBodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"query\": \"{ mlflowGetRun { run { info { runId } } } }\"}",
        "{\"query\": \"query A { a } query B { b }\", \"operationName\": \"A\"}",
        "{\"operationName\": \"A\", \"variables\": {\"query\": \"mutation { a }\"},"
            + " \"query\": \"query A($x: Int) { a(x: $x) { ...F } } fragment F on T { b }\"}",
        "{\"query\": \"# mutation\\nquery { a(text: \\\"mutation { b }\\\") }\"}",
      })
  void aBodyOfQueriesReads(String body) {
    assertThat(GraphqlBody.onlyQueries(body.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"query\": \"mutation { a }\"}",
        "{\"query\": \"subscription { a }\"}",
        "{\"query\": \"query A { a } mutation B { b }\", \"operationName\": \"A\"}",
        "{\"query\": \"{ a }\", \"query\": \"mutation { a }\"}",
        "{\"query\": \"mutation { a }\", \"query\": \"{ a }\"}",
        "{\"query\": \"{ a }\", \"qu\\u0065ry\": \"mutation { a }\"}",
        "[{\"query\": \"{ a }\"}]",
        "{\"query\": \"{ a }\"} {\"query\": \"mutation { a }\"}",
        "{\"query\": \"type A { b: C }\"}",
        "{\"query\": \"{ a\"}",
        "{\"query\": \"\"}",
        "{\"query\": null}",
        "{\"query\": 1}",
        "{\"query\": [\"{ a }\"]}",
        "{query: \"{ a }\"}",
        "{'query': '{ a }'}",
        "{\"query\": \"{ a }\", /* */ \"x\": 1}",
        "{\"Query\": \"{ a }\"}",
        "{}",
        "null",
        "query { a }",
        "",
      })
  void aBodyThatDoesMoreOrThatNobodyUnderstandsDoesNot(String body) {
    assertThat(GraphqlBody.onlyQueries(body.getBytes(UTF_8))).isFalse();
  }

  @Test
  void aBodyInAnotherEncodingOrNoneDoesNot() {
    String body = "{\"query\": \"{ a }\"}";
    assertThat(GraphqlBody.onlyQueries(body.getBytes(UTF_16))).isFalse();
    assertThat(GraphqlBody.onlyQueries(new byte[] {(byte) 0xC0, (byte) 0x80})).isFalse();
  }

  @Test
  void aBodyThatIsMadeToExhaustAParserDoesNot() {
    String nested = "{a".repeat(50_000) + "}".repeat(50_000);
    assertThat(GraphqlBody.onlyQueries(("{\"query\": \"" + nested + "\"}").getBytes(UTF_8)))
        .isFalse();
    String array = "{\"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + ", \"query\": \"{a}\"}";
    assertThat(GraphqlBody.onlyQueries(array.getBytes(UTF_8))).isFalse();
  }
}
