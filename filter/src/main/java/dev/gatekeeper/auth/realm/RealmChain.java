package dev.gatekeeper.auth.realm;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Realms that are asked in order, until one knows the user. */
record RealmChain(List<CredentialRealm> realms) implements CredentialRealm {

  RealmChain {
    realms = List.copyOf(realms);
    if (realms.isEmpty()) {
      throw new IllegalArgumentException("a chain needs at least one realm");
    }
  }

  @Override
  public Verdict verify(Credentials credentials) {
    String before = basis(credentials);
    for (CredentialRealm realm : realms) {
      if (!understands(realm, credentials)) {
        continue;
      }
      Verdict verdict = realm.verify(credentials);
      if (verdict instanceof Verdict.Accepted accepted) {
        // where a realm has changed meanwhile, nobody can say what the verdict rests on
        Duration time = basis(credentials).equals(before) ? accepted.rememberFor() : Duration.ZERO;
        return accepted.rememberedFor(time, before);
      }
      if (!(verdict instanceof Verdict.Unknown)) {
        return verdict;
      }
    }
    return new Verdict.Unknown();
  }

  /** Of all, since a user who turns up in an earlier realm is no longer the later one's. */
  @Override
  public String basis(Credentials credentials) {
    StringBuilder all = new StringBuilder();
    for (CredentialRealm realm : realms) {
      if (understands(realm, credentials)) {
        String basis = realm.basis(credentials);
        all.append(basis.length()).append(':').append(basis);
      }
    }
    return all.toString();
  }

  private static boolean understands(CredentialRealm realm, Credentials credentials) {
    String scheme =
        credentials instanceof Credentials.Token token ? token.scheme() : CredentialRealm.BASIC;
    return realm.schemes().contains(scheme);
  }

  /** A user of a later realm may be one of the first's, so without it nothing is certain. */
  @Override
  public boolean isAvailable() {
    return realms.get(0).isAvailable();
  }

  @Override
  public Set<String> schemes() {
    return realms.stream()
        .flatMap(realm -> realm.schemes().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
