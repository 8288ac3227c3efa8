package dev.gatekeeper.proxy.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  @Test
  void anObjectHasTextsFlagsAndNumbers() {
    Parameters parameters =
        json("{\"name\": \"zo\\u00eb\", \"flag\": false, \"id\": 7, \"text\": \"8\", \"no\": {}}");

    assertThat(parameters.text("name")).isEqualTo("zoë");
    assertThat(parameters.flag("flag")).isFalse();
    assertThat(parameters.number("id")).isEqualTo(7);
    assertThat(parameters.number("text")).isEqualTo(8);
    assertThat(parameters.optionalText("no")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"a\"",
        "1",
        "{",
        "{\"a\"",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "{}{}",
        "{\"a\":NaN}",
        "{} x",
        "{\"a\":1;\"b\":2}"
      })
  void whatIsNoObjectIsRefused(String body) {
    assertThatThrownBy(() -> json(body)).isInstanceOf(AccountException.class);
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    assertThatThrownBy(
            () -> Parameters.ofJson(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
        .isInstanceOf(AccountException.class);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
    assertThatThrownBy(() -> json(deep)).isInstanceOf(AccountException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"a\",\"username\":\"b\"}",
        "{\"username\":\"a\",\"user\\u006eame\":\"b\"}",
        "{\"other\":1,\"other\":1}"
      })
  void aKeyThatIsThereTwiceIsRefused(String body) {
    assertThatThrownBy(() -> json(body)).hasMessageContaining("is given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "true", "null", "[\"a\"]", "{}"})
  void whatIsNoTextIsRefused(String value) {
    assertThatThrownBy(() -> json("{\"username\":" + value + "}").text("username"))
        .isInstanceOf(AccountException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"false\"", "0", "null"})
  void whatIsNoFlagIsRefused(String value) {
    assertThatThrownBy(() -> json("{\"is_admin\":" + value + "}").flag("is_admin"))
        .isInstanceOf(AccountException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "\"reader\"", "99999999999", "null", "true", "[1]"})
  void whatIsNoNumberIsRefused(String value) {
    assertThatThrownBy(() -> json("{\"role_id\":" + value + "}").number("role_id"))
        .isInstanceOf(AccountException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "username=alice,           alice",
    "a=b&username=a%20b+c,     a b c",
    "username=zo%C3%AB,        zoë",
    "user%6Eame=a,             a",
    "username=,                ''",
    "username,                 ''",
    "username=a=b,             a=b",
  })
  void aQueryIsRead(String query, String username) {
    assertThat(Parameters.ofQuery(query).text("username")).isEqualTo(username);
  }

  @Test
  void aQueryThatIsAmbiguousIsRefused() {
    assertThatThrownBy(() -> Parameters.ofQuery("username=a&username=b").text("username"))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> Parameters.ofQuery("username=%zz"))
        .isInstanceOf(AccountException.class);
    assertThat(Parameters.ofQuery("workspace=a&workspace=b").texts("workspace"))
        .containsExactly("a", "b");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> Parameters.ofQuery(null).text("username"))
        .hasMessageStartingWith("Missing value for required parameter 'username'.");
  }

  private static Parameters json(String body) {
    return Parameters.ofJson(body.getBytes(UTF_8));
  }
}
