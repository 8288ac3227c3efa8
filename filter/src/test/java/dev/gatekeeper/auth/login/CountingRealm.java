package dev.gatekeeper.auth.login;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A realm of names and passwords that counts how often it has to verify. */
final class CountingRealm implements CredentialRealm {

  final AtomicInteger verifications = new AtomicInteger();
  final AtomicInteger atOnce = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();

  /** Verifications wait for it. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  volatile Duration rememberFor = Verdict.Accepted.WHILE_BASIS_HOLDS;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();

  CountingRealm with(String user, String password) {
    passwords.put(user, password);
    return this;
  }

  void remove(String user) {
    passwords.remove(user);
  }

  @Override
  public Verdict verify(Credentials credentials) {
    verifications.incrementAndGet();
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      gate.await();
      return verdict(credentials);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Unavailable();
    } finally {
      atOnce.decrementAndGet();
    }
  }

  private Verdict verdict(Credentials credentials) {
    if (credentials instanceof Credentials.Token token) {
      return new Verdict.Accepted("of " + token.token(), Set.of()).rememberedFor(rememberFor, "");
    }
    Credentials.Password login = (Credentials.Password) credentials;
    String basis = basis(credentials);
    if (basis.isEmpty()) {
      return new Verdict.Unknown();
    }
    return basis.equals(login.password())
        ? new Verdict.Accepted(login.user(), Set.of()).rememberedFor(rememberFor, basis)
        : new Verdict.Rejected();
  }

  @Override
  public String basis(Credentials credentials) {
    return credentials instanceof Credentials.Password login
        ? passwords.getOrDefault(login.user(), "")
        : "";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(BASIC, "bearer");
  }
}
