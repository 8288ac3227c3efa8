package dev.gatekeeper.auth.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the realm once for the same credentials, however many requests bring them.
 *
 * <p>Only what was accepted is remembered, under a fingerprint of the credentials and of what the
 * verdict rests on: no password is kept, and once the user's line in a file is another, nothing is
 * found any more. Requests that come while the realm is checking the same credentials wait for that
 * check; they never share it across names.
 */
final class RememberedLogins {

  private final CredentialRealm realm;
  private final VerificationSlots slots;
  private final Fingerprints fingerprints;
  private final Cache<Fingerprint, Verdict.Accepted> accepted;
  private final ConcurrentMap<Fingerprint, CompletableFuture<Verdict>> running =
      new ConcurrentHashMap<>();

  RememberedLogins(
      CredentialRealm realm, VerificationPolicy policy, Fingerprints fingerprints, Ticker ticker) {
    this.realm = realm;
    this.slots = new VerificationSlots(policy);
    this.fingerprints = fingerprints;
    this.accepted =
        Caffeine.newBuilder()
            .maximumSize(policy.rememberAtMost())
            .expireAfter(
                Expiry.creating(
                    (Fingerprint key, Verdict.Accepted verdict) -> timeFor(verdict, policy)))
            .ticker(ticker)
            .build();
  }

  private static Duration timeFor(Verdict.Accepted verdict, VerificationPolicy policy) {
    return verdict.rememberFor().compareTo(policy.rememberFor()) < 0
        ? verdict.rememberFor()
        : policy.rememberFor();
  }

  /** What was accepted before and still holds; null if the realm has to be asked. */
  Verdict.@Nullable Accepted recall(Credentials credentials) {
    return accepted.getIfPresent(fingerprint(credentials, realm.basis(credentials)));
  }

  /** Asks the realm, or waits for the answer to somebody who asks the same. */
  Verdict verify(Credentials credentials) {
    Fingerprint fingerprint = fingerprint(credentials, realm.basis(credentials));
    CompletableFuture<Verdict> mine = new CompletableFuture<>();
    CompletableFuture<Verdict> theirs = running.putIfAbsent(fingerprint, mine);
    if (theirs != null) {
      return theirs.join();
    }
    try {
      Verdict verdict = recallOrAsk(fingerprint, credentials);
      mine.complete(verdict);
      return verdict;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      running.remove(fingerprint, mine);
    }
  }

  /** Between the caller's look and this one, the same check may have come to its end. */
  private Verdict recallOrAsk(Fingerprint fingerprint, Credentials credentials) {
    Verdict.Accepted known = accepted.getIfPresent(fingerprint);
    if (known != null) {
      return known;
    }
    Verdict verdict = slots.run(() -> realm.verify(credentials));
    if (verdict instanceof Verdict.Accepted found
        && found.rememberFor().compareTo(Duration.ZERO) > 0) {
      accepted.put(fingerprint(credentials, found.basis()), found);
    }
    return verdict;
  }

  /** How many there are, for tests. */
  long size() {
    accepted.cleanUp();
    return accepted.estimatedSize();
  }

  private Fingerprint fingerprint(Credentials credentials, String basis) {
    if (credentials instanceof Credentials.Password login) {
      return fingerprints.of(CredentialRealm.BASIC, login.user(), login.password(), basis);
    }
    Credentials.Token token = (Credentials.Token) credentials;
    return fingerprints.of(token.scheme(), token.token(), basis);
  }
}
