package dev.gatekeeper.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountPagesTest {

  @ParameterizedTest
  @CsvSource({"404, true", "404, false", "200, false", "503, true"})
  void ofAnOpenMlflowOrOfPagesThatAreWantedNothingIsSaid(int status, boolean isOn) {
    assertThat(AccountPages.warning(status, isOn)).isEmpty();
  }

  @Test
  void whichOfTwoToSwitchOffIsSaid() {
    assertThat(AccountPages.warning(200, true))
        .hasValueSatisfying(what -> assertThat(what).contains("gatekeeper.account-pages=off"));
    assertThat(AccountPages.warning(401, true))
        .hasValueSatisfying(
            what -> assertThat(what).contains("start it without --app-name basic-auth"));
    assertThat(AccountPages.warning(401, false)).isPresent();
  }
}
