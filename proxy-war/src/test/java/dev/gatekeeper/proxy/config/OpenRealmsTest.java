package dev.gatekeeper.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.proxy.account.SignedInUsers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenRealmsTest {

  private static final Credentials CAROL = new Credentials.Password("carol", "secret");

  @Test
  void aNotingRealmDecidesNothing() {
    List<Verdict> verdicts =
        List.of(
            new Verdict.Accepted("carol", Set.of("writer")),
            new Verdict.Rejected(),
            new Verdict.Unknown(),
            new Verdict.Unavailable());
    for (Verdict verdict : verdicts) {
      CredentialRealm realm =
          new NotingRealm(login -> verdict, "ldap", new SignedInUsers(List.of("ldap")));
      assertThat(realm.verify(CAROL)).isSameAs(verdict);
    }
  }

  @Test
  void allThatARealmSaysOfItselfIsPassedOn() {
    CredentialRealm realm =
        new NotingRealm(new DownRealm(new AtomicInteger()), "oidc", new SignedInUsers(List.of()));

    assertThat(realm.schemes()).containsExactly("bearer");
    assertThat(realm.isAvailable()).isFalse();
    assertThat(realm.basis(CAROL)).isEqualTo("key 7");
  }

  @Test
  void realmsAreClosedThoughOneFails() {
    AtomicInteger closed = new AtomicInteger();
    OpenRealms.Builder builder = new OpenRealms.Builder(List.of());
    builder.add(RealmSettings.Kind.HTPASSWD, new DownRealm(closed));
    builder.add(RealmSettings.Kind.HTPASSWD, new DownRealm(closed));

    builder.build().close();
    assertThat(closed).hasValue(2);
  }

  private record DownRealm(AtomicInteger closed) implements CredentialRealm, AutoCloseable {

    @Override
    public Verdict verify(Credentials credentials) {
      return new Verdict.Unavailable();
    }

    @Override
    public String basis(Credentials credentials) {
      return "key 7";
    }

    @Override
    public boolean isAvailable() {
      return false;
    }

    @Override
    public Set<String> schemes() {
      return Set.of("bearer");
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      throw new IllegalStateException("cannot be closed");
    }
  }
}
