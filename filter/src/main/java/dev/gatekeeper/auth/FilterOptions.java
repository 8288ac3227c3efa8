package dev.gatekeeper.auth;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.login.LockoutPolicy;
import dev.gatekeeper.auth.login.VerificationPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the texts of {@link FilterParameters} mean. */
record FilterOptions(
    Optional<Path> htpasswdFile,
    Optional<Path> htgroupFile,
    HashPolicy hashes,
    Challenge challenge,
    Exemptions exemptions,
    TrustedProxies trustedProxies,
    VerificationPolicy verification,
    LockoutPolicy lockout) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final int MANY = 100_000_000;

  static FilterOptions of(ParameterValues values) {
    return new FilterOptions(
        values.file(Parameter.HTPASSWD_FILE),
        values.file(Parameter.HTGROUP_FILE),
        hashes(values),
        values
            .value(Parameter.REALM, Challenge::new)
            .orElseGet(() -> new Challenge(BasicAuthFilter.DEFAULT_REALM_NAME)),
        new Exemptions(
            values.value(Parameter.OPEN_PATHS, OpenPaths::parse).orElse(OpenPaths.NONE),
            values.flag(Parameter.OPEN_PREFLIGHT)),
        values.value(Parameter.TRUSTED_PROXIES, TrustedProxies::parse).orElse(TrustedProxies.NONE),
        verification(values),
        lockout(values));
  }

  private static HashPolicy hashes(ParameterValues values) {
    HashPolicy policy =
        HashPolicy.DEFAULT
            .withMaxBcryptCost(
                values.number(
                    Parameter.MAX_BCRYPT_COST,
                    HashPolicy.MIN_BCRYPT_COST,
                    HashPolicy.MAX_BCRYPT_COST,
                    HashPolicy.DEFAULT.maxBcryptCost()))
            .withMaxShaCryptRounds(
                values.number(
                    Parameter.MAX_SHA_CRYPT_ROUNDS,
                    HashPolicy.MIN_SHA_CRYPT_ROUNDS,
                    HashPolicy.MAX_SHA_CRYPT_ROUNDS,
                    HashPolicy.DEFAULT.maxShaCryptRounds()));
    return values.flag(Parameter.PLAIN_TEXT_PASSWORDS) ? policy.withPlainText() : policy;
  }

  private static VerificationPolicy verification(ParameterValues values) {
    VerificationPolicy usual = VerificationPolicy.DEFAULT;
    return new VerificationPolicy(
        values.time(Parameter.REMEMBER_FOR, Duration.ZERO, usual.rememberFor()),
        values.number(Parameter.REMEMBER_AT_MOST, 1, MANY, usual.rememberAtMost()),
        values.number(Parameter.CHECKS_AT_ONCE, 1, MANY, usual.concurrent()),
        values.number(Parameter.CHECKS_WAITING, 0, MANY, usual.waiting()),
        values.time(Parameter.CHECK_PATIENCE, SHORTEST, usual.patience()));
  }

  private static LockoutPolicy lockout(ParameterValues values) {
    LockoutPolicy usual = LockoutPolicy.DEFAULT;
    Duration first = values.time(Parameter.LOCKOUT_FIRST_DELAY, SHORTEST, usual.firstDelay());
    return new LockoutPolicy(
        values.number(Parameter.LOCKOUT_AFTER, 0, MANY, usual.after()),
        first,
        values.time(Parameter.LOCKOUT_LONGEST_DELAY, first, longer(first, usual.longestDelay())),
        values.time(Parameter.LOCKOUT_FORGET_AFTER, SHORTEST, usual.forgetAfter()),
        values.number(Parameter.LOCKOUT_TRACKED_AT_MOST, 1, MANY, usual.trackedAtMost()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
