package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.proxy.origin.Requester;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedFieldTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "192.0.2.1 | http  | mlflow.example.org | for=192.0.2.1;proto=http;host=mlflow.example.org",
        "192.0.2.1 | https | mlflow:8443        | for=192.0.2.1;proto=https;host=\"mlflow:8443\"",
        "2001:db8::1 | http |                   | for=\"[2001:db8::1]\";proto=http",
        "192.0.2.1 | http  | [::1]:80           | for=192.0.2.1;proto=http;host=\"[::1]:80\"",
      })
  void oneElementNamesClientSchemeAndHost(
      String address, String scheme, String host, String expected) {
    assertThat(ForwardedField.of(new Requester(address, scheme, host))).isEqualTo(expected);
  }
}
