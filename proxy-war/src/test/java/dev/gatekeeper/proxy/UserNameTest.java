package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserNameTest {

  @ParameterizedTest
  @CsvSource({
    "alice,            alice",
    "a.b@example.org,  a.b@example.org",
    "zoë,              zo%C3%AB",
    "'a b',            a%20b",
    "100%,             100%25",
    "a%20b,            a%2520b",
    "'a\u00a0',        a%C2%A0",
  })
  void noTwoNamesLookAlikeInAField(String name, String field) {
    assertThat(UserName.inField(name)).isEqualTo(field);
  }
}
