package dev.gatekeeper.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.address.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainHttpWarningTest {

  private final CapturedLog log = new CapturedLog(PlainHttpWarning.class);
  private final PlainHttpWarning warning = new PlainHttpWarning(TrustedProxies.parse("10.0.0.0/8"));

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @Test
  void onePasswordOverPlainHttpFromAnotherMachineIsWarnedOfAndNoSecond() {
    warning.check(request("192.0.2.1", false));
    warning.check(request("192.0.2.2", false));

    assertThat(log.lines())
        .containsExactly(
            "WARNING A password came from 192.0.2.1 over plain http, readable for everyone on the"
                + " way. Use https, or name the proxy that does as a trusted proxy.");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,       true",
    "127.0.0.1,       false",
    "127.8.8.8,       false",
    "::1,             false",
    "0:0:0:0:0:0:0:1, false",
    "[::1],           false",
    "10.1.2.3,        false",
  })
  void neitherTlsNorThisMachineNorATrustedProxyIsWarnedOf(String address, boolean secure) {
    warning.check(request(address, secure));

    assertThat(log.lines()).isEmpty();
  }

  private static HttpServletRequest request(String address, boolean secure) {
    FakeExchange exchange = new FakeExchange("GET");
    exchange.remoteAddr = address;
    exchange.secure = secure;
    return exchange.request();
  }
}
