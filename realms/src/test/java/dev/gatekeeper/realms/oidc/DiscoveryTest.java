package dev.gatekeeper.realms.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.gatekeeper.realms.TrustStore;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DiscoveryTest {

  private static final Duration LONG = Duration.ofHours(2);

  private final AtomicLong nanos = new AtomicLong();
  private final ExecutorService threads = Executors.newSingleThreadExecutor();

  private FakeProvider provider;
  private Discovery discovery;

  @BeforeEach
  void start() throws Exception {
    provider = new FakeProvider();
    URI issuer = URI.create(provider.issuer());
    discovery =
        new Discovery(
            issuer,
            new ProviderHttp(TrustStore.ofJdk().context(), Duration.ofSeconds(30)),
            new ProviderLog(issuer),
            nanos::get);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    provider.close();
  }

  @Test
  void aProviderThatHangsDelaysOneRequestAndNotTheOthers() throws Exception {
    OIDCProviderMetadata known = discovery.get();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    provider.answers(
        FakeProvider.DISCOVERY,
        exchange -> {
          asked.countDown();
          try {
            answer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          FakeProvider.Answer.of(500, "").to(exchange);
        });
    nanos.addAndGet(LONG.toNanos());
    Future<OIDCProviderMetadata> first = threads.submit(discovery::get);
    asked.await();

    assertThat(discovery.get()).isSameAs(known);
    assertThat(first).isNotDone();

    answer.countDown();
    assertThat(first.get()).isSameAs(known);
  }

  @Test
  void whatIsKnownServesWhileTheProviderIsDown() throws Exception {
    OIDCProviderMetadata known = discovery.get();
    provider.close();
    nanos.addAndGet(LONG.toNanos());

    assertThat(discovery.get()).isSameAs(known);
  }

  @Test
  void aChangeOfTheDescriptionCountsWithinTwoHours() throws Exception {
    discovery.get();
    provider.answers(
        FakeProvider.DISCOVERY,
        FakeProvider.Answer.of(
            200,
            """
            {"issuer": "%1$s", "authorization_endpoint": "%1$s/a", "jwks_uri": "%1$s/new",
             "response_types_supported": ["code"], "subject_types_supported": ["public"],
             "id_token_signing_alg_values_supported": ["RS256"]}
            """
                .formatted(provider.issuer())));
    nanos.addAndGet(LONG.toNanos());

    assertThat(discovery.get().getJWKSetURI()).hasPath("/new");
  }
}
