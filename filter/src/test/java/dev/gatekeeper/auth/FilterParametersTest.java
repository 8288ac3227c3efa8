package dev.gatekeeper.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.login.LockoutPolicy;
import dev.gatekeeper.auth.login.VerificationPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParametersTest {

  private static final FilterOptions DEFAULTS = options(Map.of());

  @Test
  void withoutParametersTheDefaultsHold() {
    assertThat(DEFAULTS)
        .isEqualTo(
            new FilterOptions(
                Optional.empty(),
                Optional.empty(),
                HashPolicy.DEFAULT,
                new Challenge("Login"),
                Exemptions.NONE,
                TrustedProxies.NONE,
                VerificationPolicy.DEFAULT,
                LockoutPolicy.DEFAULT));
  }

  @Test
  void anEmptyTextStandsForTheDefault() {
    assertThat(
            options(
                FilterParameters.NAMES.stream()
                    .collect(Collectors.toMap(name -> name, name -> ""))))
        .isEqualTo(DEFAULTS);
  }

  @Test
  void whereTheUsersAreIsToldToWebappsThatChangeThem() {
    FilterParameters parameters =
        new FilterParameters(
            Map.of(
                "htpasswd-file", "/etc/users",
                "htgroup-file", "/etc/groups",
                "max-bcrypt-cost", "12"));
    assertThat(parameters.htpasswdFile()).contains(Path.of("/etc/users"));
    assertThat(parameters.htgroupFile()).contains(Path.of("/etc/groups"));
    assertThat(parameters.hashPolicy()).isEqualTo(HashPolicy.DEFAULT.withMaxBcryptCost(12));
  }

  @Test
  void everyParameterIsRead() {
    FilterOptions options =
        options(
            Map.ofEntries(
                Map.entry("htpasswd-file", "/etc/users"),
                Map.entry("htgroup-file", "/etc/groups"),
                Map.entry("realm", "Lab"),
                Map.entry("open-paths", "/health"),
                Map.entry("open-preflight", "true"),
                Map.entry("trusted-proxies", "10.0.0.0/8"),
                Map.entry("max-bcrypt-cost", "12"),
                Map.entry("max-sha-crypt-rounds", "50000"),
                Map.entry("plain-text-passwords", "true"),
                Map.entry("remember-for", "90s"),
                Map.entry("remember-at-most", "7"),
                Map.entry("checks-at-once", "3"),
                Map.entry("checks-waiting", "0"),
                Map.entry("check-patience", "250ms"),
                Map.entry("lockout-after", "5"),
                Map.entry("lockout-first-delay", "2s"),
                Map.entry("lockout-longest-delay", "1h"),
                Map.entry("lockout-forget-after", "1d"),
                Map.entry("lockout-tracked-at-most", "9")));

    assertThat(options.htpasswdFile()).contains(Path.of("/etc/users"));
    assertThat(options.htgroupFile()).contains(Path.of("/etc/groups"));
    assertThat(options.hashes())
        .isEqualTo(
            HashPolicy.DEFAULT.withMaxBcryptCost(12).withMaxShaCryptRounds(50_000).withPlainText());
    assertThat(options.challenge()).isEqualTo(new Challenge("Lab"));
    assertThat(options.exemptions().preflight()).isTrue();
    assertThat(options.exemptions().paths().contain("/health")).isTrue();
    assertThat(options.trustedProxies().contains("10.1.2.3")).isTrue();
    assertThat(options.verification())
        .isEqualTo(new VerificationPolicy(Duration.ofSeconds(90), 7, 3, 0, Duration.ofMillis(250)));
    assertThat(options.lockout())
        .isEqualTo(
            new LockoutPolicy(
                5, Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofDays(1), 9));
  }

  @Test
  void aFirstDelayBeyondTheUsualLongestOneIsTheLongest() {
    assertThat(options(Map.of("lockout-first-delay", "1h")).lockout().longestDelay())
        .isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({
    "htpasswd-file,         users,    it must be an absolute path",
    "open-preflight,        yes,      it must be true or false",
    "max-bcrypt-cost,       31,       it must be a number from 4 to 30",
    "max-bcrypt-cost,       3,        it must be a number from 4 to 30",
    "max-bcrypt-cost,       ten,      it must be a number from 4 to 30",
    "max-sha-crypt-rounds,  999,      it must be a number from 1000 to 1000000",
    "remember-for,          -1s,      'it must be a number and a unit, such as 500ms, 30s, 10m, 1h or 7d'",
    "remember-for,          1.5h,     'it must be a number and a unit, such as 500ms, 30s, 10m, 1h or 7d'",
    "remember-for,          10 m,     'it must be a number and a unit, such as 500ms, 30s, 10m, 1h or 7d'",
    "remember-at-most,      0,        it must be a number from 1 to 100000000",
    "checks-at-once,        0,        it must be a number from 1 to 100000000",
    "checks-waiting,        -1,       it must be a number from 0 to 100000000",
    "check-patience,        0s,       it must be at least 1ms",
    "lockout-after,         99999999999, it must be a number from 0 to 100000000",
    "lockout-longest-delay, 999ms,    it must be at least 1000ms",
    "no-such,               x,        'there is no such name; known are [check-patience, checks-at-once, checks-waiting, htgroup-file, htpasswd-file, lockout-after, lockout-first-delay, lockout-forget-after, lockout-longest-delay, lockout-tracked-at-most, max-bcrypt-cost, max-sha-crypt-rounds, open-paths, open-preflight, plain-text-passwords, realm, remember-at-most, remember-for, trusted-proxies]'",
  })
  void aValueThatCannotBeUsedIsNamed(String name, String value, String message) {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> new FilterParameters(Map.of(name, value)))
        .withMessage(message)
        .satisfies(
            e -> {
              assertThat(e.name()).isEqualTo(name);
              assertThat(e.value()).isEqualTo(value);
            });
  }

  private static FilterOptions options(Map<String, String> texts) {
    return FilterOptions.of(new ParameterValues(new FilterParameters(texts).texts()));
  }
}
