package dev.gatekeeper.realms.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.oidc.FakeProvider.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OidcRealmTest {

  private static RSAKey key;
  private static RSAKey otherKey;

  private FakeProvider provider;
  private OidcRealm realm;

  @BeforeAll
  static void makeKeys() throws Exception {
    key = FakeProvider.key("one");
    otherKey = FakeProvider.key("two");
  }

  @BeforeEach
  void start() throws Exception {
    provider = new FakeProvider();
    provider.publishes(key);
    realm = open(Map.of());
  }

  @AfterEach
  void stop() {
    realm.close();
    provider.close();
  }

  private OidcRealm open(Map<String, String> more) {
    return open(provider.issuer(), more);
  }

  private static OidcRealm open(String issuer, Map<String, String> more) {
    Map<String, String> texts = new HashMap<>();
    texts.put("oidc-issuer", issuer);
    texts.put("oidc-client-id", "gate");
    texts.put("oidc-roles", "admin: operators; writer: data science; reader: staff");
    texts.putAll(more);
    OidcParameters parameters =
        new OidcParameters(new ParameterValues(texts), Set.of("reader", "writer", "admin"));
    return new OidcRealm(new OidcProvider(parameters), parameters);
  }

  private Verdict verify(String token) {
    return realm.verify(new Credentials.Token("bearer", token));
  }

  private String tokenWith(String claim, @Nullable Object value) throws Exception {
    Map<String, Object> claims = provider.claims();
    claims.put(claim, value);
    return FakeProvider.token(key, claims);
  }

  private String tokenWithout(String claim) throws Exception {
    Map<String, Object> claims = provider.claims();
    claims.remove(claim);
    return FakeProvider.token(key, claims);
  }

  private void assertAdmits(String token) {
    assertThat(verify(token)).isInstanceOf(Verdict.Accepted.class);
  }

  private void assertRefuses(String token) {
    assertThat(verify(token)).isEqualTo(new Verdict.Rejected());
  }

  private void assertIsUnavailable(String token) {
    assertThat(verify(token)).isInstanceOf(Verdict.Unavailable.class);
  }

  @Test
  void theBearerOfARightTokenHasItsNameAndTheRolesOfItsGroups() throws Exception {
    assertThat(verify(FakeProvider.token(key, provider.claims())))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            accepted -> {
              assertThat(accepted.user()).isEqualTo("alice");
              assertThat(accepted.roles()).containsExactlyInAnyOrder("writer", "reader");
            });
  }

  @Test
  void aTokenIsRememberedForFiveMinutesAndNoLongerThanItHolds() throws Exception {
    assertThat(timeOf(tokenWith("exp", in(Duration.ofHours(1))))).hasMinutes(5);
    assertThat(timeOf(tokenWith("exp", in(Duration.ofSeconds(30)))))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
  }

  private Duration timeOf(String token) {
    return ((Verdict.Accepted) verify(token)).rememberFor();
  }

  private static Date in(Duration time) {
    return Date.from(Instant.now().plus(time));
  }

  @Test
  void aTokenOfAnotherIssuerOrAudienceOrTimeIsRefused() throws Exception {
    assertRefuses(tokenWith("iss", "http://127.0.0.1:1"));
    assertRefuses(tokenWith("aud", "another"));
    assertRefuses(tokenWithout("aud"));
    assertRefuses(tokenWith("exp", in(Duration.ofSeconds(-61))));
    assertRefuses(tokenWithout("exp"));
    assertRefuses(tokenWith("nbf", in(Duration.ofMinutes(5))));
  }

  @Test
  void clocksMayDifferByAMinute() throws Exception {
    assertAdmits(tokenWith("exp", in(Duration.ofSeconds(-50))));
    assertAdmits(tokenWith("nbf", in(Duration.ofSeconds(50))));
  }

  @Test
  void whatIsNoBearerTokenIsRefusedThoughTheProviderSignedIt() throws Exception {
    assertRefuses(tokenWith("typ", "ID"));
    assertRefuses(tokenWith("typ", "Refresh"));
    assertRefuses(tokenWith("at_hash", "abc"));
    assertRefuses(tokenWith("nonce", "abc"));
    assertRefuses(tokenWith("cnf", Map.of("jkt", "abc")));
    assertRefuses(
        FakeProvider.token(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("one")
                .type(new JOSEObjectType("logout+jwt"))
                .build(),
            new RSASSASigner(key),
            provider.claims()));
  }

  @Test
  void aTokenOfTheTypeThatRfc9068NamesIsTaken() throws Exception {
    assertAdmits(
        FakeProvider.token(
            new JWSHeader.Builder(JWSAlgorithm.PS256)
                .keyID("one")
                .type(new JOSEObjectType("at+jwt"))
                .build(),
            new RSASSASigner(key),
            provider.claims()));
  }

  @Test
  void whoForgesATokenIsRefused() throws Exception {
    String right = FakeProvider.token(key, provider.claims());
    int signature = right.lastIndexOf('.') + 1;

    assertRefuses(FakeProvider.token(otherKey, provider.claims()));
    assertRefuses(right.substring(0, signature));
    assertRefuses(right.substring(0, signature) + "AAAA" + right.substring(signature + 4));
    assertRefuses(
        new PlainJWT(new JWTClaimsSet.Builder().issuer(provider.issuer()).build()).serialize());
    // the public key as if it were a secret
    assertRefuses(
        FakeProvider.token(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
            new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)),
            provider.claims()));
    assertRefuses("neither.of.both");
    assertRefuses("opaque");
    assertRefuses("x".repeat(5_000_000));
  }

  @Test
  void aKeyThatTheProviderHasJustMadeIsLookedFor() throws Exception {
    assertAdmits(FakeProvider.token(key, provider.claims()));
    provider.publishes(key, otherKey);

    assertAdmits(FakeProvider.token(otherKey, provider.claims()));
  }

  @Test
  void theKeysAreNotFetchedForEachTokenThatNamesAnUnknownOne() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertRefuses(FakeProvider.token(FakeProvider.key("unknown-" + i), provider.claims()));
    }

    assertThat(provider.timesAsked(FakeProvider.KEYS)).isLessThan(4);
    assertAdmits(FakeProvider.token(key, provider.claims()));
  }

  @Test
  void theKnownKeysStayWhileTheProviderIsDown() throws Exception {
    assertAdmits(FakeProvider.token(key, provider.claims()));
    Map<String, Object> claims = provider.claims();
    provider.close();

    assertAdmits(FakeProvider.token(key, claims));
  }

  @Test
  void aProviderThatComesLaterIsFoundWithoutAnyRequest() throws Exception {
    int port = provider.port();
    String token = FakeProvider.token(key, provider.claims());
    provider.close();
    realm = open("http://127.0.0.1:" + port, Map.of());
    realm.provider().seek();
    assertIsUnavailable(token);
    assertThat(realm.isAvailable()).isFalse();

    provider = new FakeProvider(port);
    provider.publishes(key);

    while (!realm.isAvailable()) {
      Thread.onSpinWait();
    }
    assertAdmits(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "garbage", "{\"issuer\": 7}"})
  void aDescriptionThatIsNoneLetsNobodyIn(String description) throws Exception {
    provider.answers(FakeProvider.DISCOVERY, Answer.of(200, description));

    assertIsUnavailable(FakeProvider.token(key, provider.claims()));
  }

  @Test
  void theDescriptionOfAnotherIssuerLetsNobodyIn() throws Exception {
    provider.describes("http://127.0.0.1:1");

    assertIsUnavailable(FakeProvider.token(key, provider.claims()));
  }

  @Test
  void anAnswerWithoutEndIsCutAndOneThatDoesNotComeIsGivenUp() throws Exception {
    byte[] part = new byte[64 * 1024];
    Arrays.fill(part, (byte) ' ');
    provider.answers(
        FakeProvider.KEYS,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(part);
            }
          } catch (IOException e) {
            // the gate has enough
          }
        });
    assertIsUnavailable(FakeProvider.token(key, provider.claims()));

    CountDownLatch never = new CountDownLatch(1);
    provider.answers(
        FakeProvider.DISCOVERY,
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    realm = open(Map.of("oidc-timeout", "100ms"));
    assertIsUnavailable(FakeProvider.token(key, provider.claims()));
  }

  @Test
  void aRedirectionIsNotFollowed() throws Exception {
    String keys = provider.issuer() + "/elsewhere";
    provider.answers("/elsewhere", Answer.of(200, "{\"keys\": []}"));
    provider.answers(
        FakeProvider.KEYS,
        exchange -> {
          exchange.getResponseHeaders().set("Location", keys);
          exchange.sendResponseHeaders(302, -1);
        });

    assertIsUnavailable(FakeProvider.token(key, provider.claims()));
    assertThat(provider.timesAsked("/elsewhere")).isZero();
  }

  @Test
  void anOpaqueTokenIsWhatTheProviderSaysOfIt() {
    realm = open(Map.of("oidc-introspect", "true", "oidc-client-secret", "s3cret"));

    provider.answers(
        FakeProvider.INTROSPECTION,
        Answer.of(
            200,
            """
            {"active": true, "aud": "gate", "preferred_username": "bob", "groups": "operators"}
            """));
    assertThat(verify("opaque"))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            accepted -> {
              assertThat(accepted.user()).isEqualTo("bob");
              assertThat(accepted.roles()).containsExactly("admin");
            });

    provider.answers(FakeProvider.INTROSPECTION, Answer.of(200, "{\"active\": false}"));
    assertRefuses("opaque");
    provider.answers(
        FakeProvider.INTROSPECTION,
        Answer.of(200, "{\"active\": true, \"aud\": \"other\", \"preferred_username\": \"bob\"}"));
    assertRefuses("opaque");
    provider.answers(
        FakeProvider.INTROSPECTION,
        Answer.of(200, "{\"active\": true, \"preferred_username\": \"bob\"}"));
    assertRefuses("opaque");
    provider.answers(FakeProvider.INTROSPECTION, Answer.of(200, "garbage"));
    assertIsUnavailable("opaque");
    provider.answers(FakeProvider.INTROSPECTION, Answer.of(401, "{}"));
    assertIsUnavailable("opaque");
  }

  @Test
  void groupsMayBeWithinAnotherClaimAndClaimsMayHaveDotsInTheirNames() throws Exception {
    realm = open(Map.of("oidc-groups-claim", "realm_access.roles"));
    assertThat(rolesOf(tokenWith("realm_access", Map.of("roles", List.of("operators")))))
        .containsExactly("admin");

    realm = open(Map.of("oidc-groups-claim", "https://example.com/groups"));
    assertThat(rolesOf(tokenWith("https://example.com/groups", "operators staff")))
        .containsExactlyInAnyOrder("admin", "reader");
  }

  private Set<String> rolesOf(String token) {
    return ((Verdict.Accepted) verify(token)).roles();
  }

  @Test
  void theFirstClaimThatIsThereNamesTheUser() throws Exception {
    realm = open(Map.of("oidc-user-claim", "email, azp"));

    assertThat(((Verdict.Accepted) verify(tokenWith("azp", "pipeline"))).user())
        .isEqualTo("pipeline");
    assertRefuses(FakeProvider.token(key, provider.claims()));
    Map<String, Object> claims = provider.claims();
    claims.put("email", "boss@example.com");
    claims.put("email_verified", false);
    assertRefuses(FakeProvider.token(key, claims));
    claims.put("email_verified", true);
    assertAdmits(FakeProvider.token(key, claims));
    claims.put("email", "a\r\nb");
    assertRefuses(FakeProvider.token(key, claims));
  }

  @Test
  void aUserOfThreeHundredGroupsGetsIn() throws Exception {
    List<String> groups =
        java.util.stream.IntStream.range(0, 300).mapToObj(i -> "group " + i).toList();

    assertAdmits(tokenWith("groups", groups));
  }
}
