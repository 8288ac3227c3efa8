package dev.gatekeeper.auth.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private static final TrustedProxies PROXIES =
      TrustedProxies.parse("127.0.0.1, 10.0.0.0/8\tfd00::/8,2001:db8::7");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # peer              | X-Forwarded-For                    | client
          192.0.2.1           | 10.0.0.1                           | 192.0.2.1
          192.0.2.1           | ``                                 | 192.0.2.1
          10.0.0.1            | 203.0.113.7                        | 203.0.113.7
          10.0.0.1            | evil, 203.0.113.7                  | 203.0.113.7
          10.0.0.1            | 127.0.0.1, 203.0.113.7             | 203.0.113.7
          10.0.0.1            | 203.0.113.7, 10.9.9.9, 127.0.0.1   | 203.0.113.7
          10.0.0.1            | 198.51.100.1,203.0.113.7,10.9.9.9  | 203.0.113.7
          10.0.0.1            | 10.0.0.2, 10.0.0.3                 | 10.0.0.2
          10.0.0.1            | 203.0.113.7, evil                  | 10.0.0.1
          10.0.0.1            | 203.0.113.7, evil, 10.0.0.2        | 10.0.0.2
          10.0.0.1            | 203.0.113.7,                       | 10.0.0.1
          10.0.0.1            | ``                                 | 10.0.0.1
          10.0.0.1            | unknown                            | 10.0.0.1
          10.0.0.1            | localhost                          | 10.0.0.1
          10.0.0.1            | 203.0.113.7:4711                   | 203.0.113.7
          10.0.0.1            | 203.0.113.256                      | 10.0.0.1
          10.0.0.1            | 203.0.113                          | 10.0.0.1
          10.0.0.1            | 0x7f000001                         | 10.0.0.1
          10.0.0.1            | 2001:db8::1                        | 2001:db8:0:0:0:0:0:1
          10.0.0.1            | [2001:db8::1]:443                  | 2001:db8:0:0:0:0:0:1
          10.0.0.1            | [2001:db8::1                       | 10.0.0.1
          10.0.0.1            | 2001:db8::1]                       | 10.0.0.1
          10.0.0.1            | 203.0.113.7, 2001:db8::7           | 203.0.113.7
          ::ffff:10.0.0.1     | 203.0.113.7                        | 203.0.113.7
          fd12::1             | 203.0.113.7                        | 203.0.113.7
          [fd12::1]           | 203.0.113.7                        | 203.0.113.7
          fd12::1%eth0        | 203.0.113.7                        | 203.0.113.7
          fe80::1%eth0        | 203.0.113.7                        | fe80::1%eth0
          not-an-address      | 203.0.113.7                        | not-an-address
          """)
  void theClientIsTheRightmostAddressThatIsNoTrustedProxy(
      String peer, String forwardedFor, String client) {
    assertThat(PROXIES.clientOf(peer, List.of(forwardedFor))).isEqualTo(client);
  }

  @Test
  void severalFieldsAreOneListInTheirOrder() {
    assertThat(PROXIES.clientOf("10.0.0.1", List.of("192.0.2.1, 203.0.113.7", "10.0.0.2")))
        .isEqualTo("203.0.113.7");
    assertThat(PROXIES.clientOf("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
  }

  @Test
  void withoutTrustedProxiesTheClientIsWhoConnects() {
    assertThat(TrustedProxies.NONE.clientOf("127.0.0.1", List.of("203.0.113.7")))
        .isEqualTo("127.0.0.1");
    assertThat(TrustedProxies.parse("  ").contains("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,    10.255.255.255, true",
    "10.0.0.0/8,    11.0.0.0,       false",
    "10.0.0.0/8,    9.255.255.255,  false",
    "192.0.2.128/25, 192.0.2.127,   false",
    "192.0.2.128/25, 192.0.2.128,   true",
    "192.0.2.1,     192.0.2.1,      true",
    "192.0.2.1,     192.0.2.0,      false",
    "192.0.2.1/32,  192.0.2.1,      true",
    "0.0.0.0/0,     203.0.113.7,    true",
    "0.0.0.0/0,     ::1,            false",
    "::/0,          ::1,            true",
    "::/0,          127.0.0.1,      false",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "::1,           0:0:0:0:0:0:0:1, true",
    "127.0.0.1,     ::ffff:127.0.0.1, true",
    "127.0.0.1,     localhost,      false",
    "127.0.0.1,     '',             false",
  })
  void aRangeIsTheAddressesThatBeginLikeIt(String range, String address, boolean contained) {
    assertThat(TrustedProxies.parse(range).contains(address)).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "proxy.example.org",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0/8",
        "10.0.0.0/8/8",
        "::/129",
        "fd00::1/8",
        "10.0.0.1:80",
        "[::1]",
        "*",
        ".:1",
        ":",
      })
  void whatIsNoRangeIsRefusedByName(String range) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxies.parse("127.0.0.1, " + range))
        .withMessage("'" + range + "' is no address and no range such as 10.0.0.0/8 or fd00::/8");
  }
}
