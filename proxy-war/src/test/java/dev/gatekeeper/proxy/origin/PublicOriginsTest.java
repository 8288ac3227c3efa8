package dev.gatekeeper.proxy.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicOriginsTest {

  @ParameterizedTest
  @CsvSource({
    "http://gate,             gate",
    "http://gate:8080,        gate:8080",
    "http://GATE:8080,        Gate:8080",
    "http://gate:80,          gate",
    "http://gate,             gate:80",
    "https://gate,            gate",
    "https://gate:443,        gate",
    "https://gate,            gate:443",
    "https://gate:8443,       gate:8443",
    "http://127.0.0.1:8080,   127.0.0.1:8080",
    "http://[::1]:8080,       [::1]:8080",
    "http://[::1],            [::1]:80",
  })
  void thePagesOfThisHostAndPortAreOursWhateverTheScheme(String origin, String host) {
    assertThat(PublicOrigins.OF_THE_REQUEST.contain(origin, host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil,             gate",
    "http://gate:8081,        gate:8080",
    "http://gate,             gate:8080",
    "http://gate:8080,        gate",
    "https://gate,            gate:80",
    "http://gate,             gate:443",
    "http://gate:443,         gate",
    "http://gate.evil,        gate",
    "http://evil.gate,        gate",
    "http://gate@evil,        evil",
    "http://gate@evil,        gate",
    "http://user@gate,        gate",
    "http://user@gate,        user@gate",
    "http://gate/,            gate",
    "http://gate/path,        gate",
    "http://gate?x,           gate",
    "http://gate#x,           gate",
    "http://gate http://gate, gate",
    "'http://gate, http://evil', gate",
    "'http://gate,http://evil', gate",
    "' http://gate',          gate",
    "'http://gate ',          gate",
    "null,                    gate",
    "null,                    null",
    "'',                      gate",
    "'',                      ''",
    "http://,                 ''",
    "gate,                    gate",
    "//gate,                  gate",
    "ftp://gate,              gate",
    "HTTP://gate,             gate",
    "file://,                 gate",
    "chrome-extension://gate, gate",
    "http://gate,             ",
  })
  void anythingElseIsForeign(String origin, @Nullable String host) {
    assertThat(PublicOrigins.OF_THE_REQUEST.contain(origin, host)).isFalse();
  }
}
