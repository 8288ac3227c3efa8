package dev.gatekeeper.realms.oidc.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.realms.oidc.ProviderUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RenewalsTest {

  private static final Duration FRESH = Duration.ofMinutes(5);

  private final FakeClock clock = new FakeClock();
  private final FakeProvider provider = new FakeProvider();
  private final Renewals renewals = new Renewals(provider, FRESH, clock);

  @Test
  void parallelRequestsAreOneQuestion() throws Exception {
    int requests = 20;
    CountDownLatch all = new CountDownLatch(requests);
    // the answer waits until all have asked
    provider.beforeAnswer =
        () -> {
          try {
            all.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(requests);
    try {
      List<Future<Renewal>> answers =
          IntStream.range(0, requests)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            all.countDown();
                            return renewals.renew(session("refresh-0"));
                          }))
              .toList();
      for (Future<Renewal> answer : answers) {
        assertThat(tokenOf(answer.get())).isEqualTo("refresh-1");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(provider.refreshed).containsExactly("refresh-0");
  }

  @Test
  void oldTokenThatComesLateGetsTheNewestSession() {
    Session first = session("refresh-0");
    renewals.renew(first);
    clock.pass(FRESH);
    Renewal second = renewals.renew(session("refresh-1"));

    assertThat(tokenOf(second)).isEqualTo("refresh-2");
    assertThat(tokenOf(renewals.renew(first))).isEqualTo("refresh-2");
    assertThat(provider.refreshed).containsExactly("refresh-0", "refresh-1");
  }

  @Test
  void oldTokenWhoseNewestSessionIsOverAsksByTheNewestToken() {
    Session first = session("refresh-0");
    renewals.renew(first);
    clock.pass(FRESH);

    assertThat(tokenOf(renewals.renew(first))).isEqualTo("refresh-2");
    assertThat(provider.refreshed).containsExactly("refresh-0", "refresh-1");
  }

  @Test
  void renewedSessionHasTheRolesOfNow() {
    provider.roles = Set.of("reader");
    Renewal renewal = renewals.renew(session("refresh-0"));

    assertThat(((Renewal.Renewed) renewal).session().roles()).containsExactly("reader");
  }

  @Test
  void refusedTokenEndsTheSessionAndIsNotAskedAgain() {
    provider.failure = TokenFailure.error("invalid_grant", "Session not active");

    assertThat(renewals.renew(session("refresh-0"))).isInstanceOf(Renewal.Ended.class);
    assertThat(renewals.renew(session("refresh-0"))).isInstanceOf(Renewal.Ended.class);
    assertThat(provider.refreshed).hasSize(1);
  }

  @Test
  void anotherUserEndsTheSession() {
    provider.user = "bob";

    assertThat(renewals.renew(session("refresh-0"))).isInstanceOf(Renewal.Ended.class);
  }

  @Test
  void sessionWithoutTokenEnds() {
    assertThat(renewals.renew(session(null))).isInstanceOf(Renewal.Ended.class);
  }

  @Test
  void providerThatIsDownIsLeftAloneForSecondsAndAskedAgain() {
    provider.failure = TokenFailure.unavailable(new ProviderUnavailableException("it answers 502"));
    assertThat(renewals.renew(session("refresh-0"))).isInstanceOf(Renewal.Unavailable.class);
    provider.failure = null;
    assertThat(renewals.renew(session("refresh-0"))).isInstanceOf(Renewal.Unavailable.class);
    assertThat(provider.refreshed).hasSize(1);

    clock.pass(Duration.ofSeconds(5));
    assertThat(tokenOf(renewals.renew(session("refresh-0")))).isEqualTo("refresh-2");
  }

  private Session session(@Nullable String refreshToken) {
    return new Session(
        "id",
        "ann",
        Set.of("writer"),
        clock.instant(),
        clock.instant(),
        clock.instant(),
        refreshToken);
  }

  private static @Nullable String tokenOf(Renewal renewal) {
    return ((Renewal.Renewed) renewal).session().refreshToken();
  }
}
