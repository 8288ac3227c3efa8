package dev.gatekeeper.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintsTest {

  private final Fingerprints fingerprints = new Fingerprints();

  @Test
  void equalTextsHaveEqualFingerprints() {
    assertThat(fingerprints.of("bob", "secret")).isEqualTo(fingerprints.of("bob", "secret"));
    assertThat(fingerprints.of("bob", "secret")).isNotEqualTo(fingerprints.of("bob", "Secret"));
  }

  @Test
  void textsAreNotRunTogether() {
    assertThat(fingerprints.of("ab", "c"))
        .isNotEqualTo(fingerprints.of("a", "bc"))
        .isNotEqualTo(fingerprints.of("abc"))
        .isNotEqualTo(fingerprints.of("ab", "c", ""));
  }

  @Test
  void theKeyIsMadeAtStart() {
    assertThat(fingerprints.of("bob")).isNotEqualTo(new Fingerprints().of("bob"));
  }

  @Test
  void whatItStandsForIsNotShown() {
    assertThat(fingerprints.of("secret")).hasToString("Fingerprint");
  }
}
