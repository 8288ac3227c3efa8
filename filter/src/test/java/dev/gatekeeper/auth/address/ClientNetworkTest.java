package dev.gatekeeper.auth.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,          192.0.2.1,             true",
    "192.0.2.1,          192.0.2.2,             false",
    "192.0.2.1,          ::ffff:192.0.2.1,      true",
    "2001:db8:1:2::1,    2001:db8:1:2:ffff::9,  true",
    "2001:db8:1:2::1,    [2001:db8:1:2::1],     true",
    "2001:db8:1:2::1,    2001:db8:1:3::1,       false",
    "2001:db8::,         192.0.2.1,             false",
    "a,                  a,                     true",
    "a,                  b,                     false",
  })
  void oneClientHoldsAnIpv4AddressOrSixtyFourBitsOfIpv6(
      String one, String other, boolean sameNetwork) {
    assertThat(ClientNetwork.of(one).equals(ClientNetwork.of(other))).isEqualTo(sameNetwork);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.1", "2001:db8:1:2:3::4, 2001:db8:1:2:0:0:0:0/64"})
  void logsNameItAsPeopleDo(String address, String name) {
    assertThat(ClientNetwork.of(address)).hasToString(name);
  }
}
