package dev.gatekeeper.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.auth.login.LockoutPolicy;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicAuthFilterTest {

  private static final String BOB = "Basic " + base64("bob:secret");

  private final List<Credentials> checked = new ArrayList<>();
  private final List<HttpServletRequest> passed = new ArrayList<>();

  @Test
  void whoIsAcceptedReachesTheWebappWithNameAndRoles() throws Exception {
    FakeExchange exchange = new FakeExchange("GET", BOB);

    run(filter(new Verdict.Accepted("Bob", Set.of("writer"))), exchange);

    assertThat(passed).hasSize(1);
    HttpServletRequest request = passed.get(0);
    assertThat(request.getRemoteUser()).isEqualTo("Bob");
    assertThat(request.getUserPrincipal().getName()).isEqualTo("Bob");
    assertThat(request.getAuthType()).isEqualTo("BASIC");
    assertThat(request.isUserInRole("writer")).isTrue();
    assertThat(request.isUserInRole("admin")).isFalse();
    assertThat(request.authenticate(exchange.response())).isTrue();
    assertThat(exchange.status).isEqualTo(200);
    assertThat(exchange.answerFields).isEmpty();
  }

  @Test
  void aWebappCannotLogInSomebodyElse() throws Exception {
    run(filter(new Verdict.Accepted("bob", Set.of())), new FakeExchange("GET", BOB));

    assertThatExceptionOfType(ServletException.class)
        .isThrownBy(() -> passed.get(0).login("eve", "pw"))
        .withMessageContaining("bob")
        .withMessageNotContaining("pw");
  }

  @Test
  void theRealmGetsNameAndPasswordAsSent() throws Exception {
    run(
        filter(new Verdict.Rejected()),
        new FakeExchange("GET", "basic " + base64("b\u00f6b:a:b ")));

    assertThat(checked).containsExactly(new Credentials.Password("b\u00f6b", "a:b "));
  }

  @Test
  void whoIsRejectedGetsAChallengeAndTheWebappSeesNothing() throws Exception {
    FakeExchange exchange = new FakeExchange("GET", BOB);

    run(filter(new Verdict.Rejected()), exchange);

    assertThat(passed).isEmpty();
    assertThat(exchange.status).isEqualTo(401);
    assertThat(exchange.answerFields)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "WWW-Authenticate",
                "Basic realm=\"Login\", charset=\"UTF-8\"",
                "Cache-Control",
                "no-store",
                "X-Content-Type-Options",
                "nosniff"));
    assertThat(exchange.body())
        .isEqualTo("The user name or the password is wrong.\n")
        .hasSize(exchange.contentLength);
  }

  @Test
  void whileTheRealmCannotTellNobodyIsAskedForAPassword() throws Exception {
    FakeExchange exchange = new FakeExchange("GET", BOB);

    run(filter(new Verdict.Unavailable()), exchange);

    assertThat(passed).isEmpty();
    assertThat(exchange.status).isEqualTo(503);
    assertThat(exchange.answerFields)
        .containsEntry("Retry-After", "5")
        .containsEntry("Cache-Control", "no-store")
        .doesNotContainKey("WWW-Authenticate");
    assertThat(exchange.body()).contains("can't check passwords").doesNotContain("bob");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``         | The request has no credentials.
          Bearer abc | The Authorization header is not of the scheme Basic.
          Basic Og== | The Authorization header is malformed: the user name is empty.
          """)
  void unusableCredentialsAreChallengedWithoutAskingTheRealm(String field, String problem)
      throws Exception {
    FakeExchange exchange =
        field.isEmpty() ? new FakeExchange("GET") : new FakeExchange("GET", field);

    run(filter(new Verdict.Accepted("bob", Set.of())), exchange);

    assertThat(checked).isEmpty();
    assertThat(passed).isEmpty();
    assertThat(exchange.status).isEqualTo(401);
    assertThat(exchange.answerFields).containsKey("WWW-Authenticate");
    assertThat(exchange.body()).isEqualTo(problem + "\n");
  }

  @Test
  void twoAuthorizationFieldsAreRefusedEvenIfEachIsRight() throws Exception {
    FakeExchange exchange = new FakeExchange("GET", BOB, BOB);

    run(filter(new Verdict.Accepted("bob", Set.of())), exchange);

    assertThat(checked).isEmpty();
    assertThat(passed).isEmpty();
    assertThat(exchange.status).isEqualTo(401);
  }

  @Test
  void headGetsTheFieldsOfTheRefusalWithoutItsBody() throws Exception {
    FakeExchange get = new FakeExchange("GET");
    FakeExchange head = new FakeExchange("HEAD");
    BasicAuthFilter filter = filter(new Verdict.Rejected());

    run(filter, get);
    run(filter, head);

    assertThat(head.body()).isEmpty();
    assertThat(head.status).isEqualTo(401);
    assertThat(head.answerFields).isEqualTo(get.answerFields);
    assertThat(head.contentLength).isEqualTo(get.contentLength).isPositive();
  }

  @Test
  void refusalsLookAsTheRendererWantsAndTheRealmsNameIsTheConfiguredOne() throws Exception {
    FakeExchange exchange = new FakeExchange("GET");
    BasicAuthFilter filter =
        BasicAuthFilter.builder(credentials -> new Verdict.Rejected())
            .realmName("The \"lab\"")
            .refusals(
                (refusal, request) ->
                    new RefusalRenderer.Body("text/x", refusal.status() + request.getMethod()))
            .build();

    run(filter, exchange);

    assertThat(exchange.contentType).isEqualTo("text/x");
    assertThat(exchange.body()).isEqualTo("401GET");
    assertThat(exchange.answerFields)
        .containsEntry("WWW-Authenticate", "Basic realm=\"The \\\"lab\\\"\", charset=\"UTF-8\"");
  }

  @Test
  void aRealmNameThatBreaksTheChallengeIsRefusedWhenTheFilterIsBuilt() {
    BasicAuthFilter.Builder builder =
        BasicAuthFilter.builder(credentials -> new Verdict.Rejected());

    assertThatIllegalArgumentException().isThrownBy(() -> builder.realmName("a\r\nb"));
  }

  @Test
  void whatIsNotHttpIsRefused() {
    FakeExchange exchange = new FakeExchange("GET", BOB);

    assertThatExceptionOfType(ServletException.class)
        .isThrownBy(
            () ->
                filter(new Verdict.Accepted("bob", Set.of()))
                    .doFilter(
                        new ServletRequestWrapper(exchange.request()),
                        exchange.response(),
                        (request, response) -> passed.add(exchange.request())));
    assertThat(passed).isEmpty();
  }

  @Test
  void initParamsNameTheFilesAndTheRealm(@TempDir Path folder) throws Exception {
    Path htpasswd = folder.resolve("htpasswd");
    Path htgroup = folder.resolve("htgroup");
    Files.writeString(htpasswd, "bob:$apr1$YbRH6Nsi$73myr5IPFMq9IepdM1tUy1\n");
    Files.writeString(htgroup, "admin: bob\n");
    BasicAuthFilter filter = new BasicAuthFilter();
    filter.init(
        new InitParams(
            Map.of(
                "htpasswd-file",
                htpasswd.toString(),
                "htgroup-file",
                htgroup.toString(),
                "realm",
                "Lab")));
    FakeExchange wrong = new FakeExchange("GET", BOB);

    run(filter, wrong);
    run(filter, new FakeExchange("GET", "Basic " + base64("bob:s3cret pass")));

    assertThat(wrong.status).isEqualTo(401);
    assertThat(wrong.answerFields)
        .containsEntry("WWW-Authenticate", "Basic realm=\"Lab\", charset=\"UTF-8\"");
    assertThat(passed)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getRemoteUser()).isEqualTo("bob");
              assertThat(request.isUserInRole("admin")).isTrue();
            });
  }

  @Test
  void withoutInitParamsEveryRequestIsAnswered503() throws Exception {
    FakeExchange exchange = new FakeExchange("GET", BOB);
    BasicAuthFilter filter = new BasicAuthFilter();
    filter.init(new InitParams(Map.of()));

    run(filter, exchange);

    assertThat(exchange.status).isEqualTo(503);
    assertThat(passed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "htpaswd-file,  /x,  'but there is no such name; known are [check'",
    "realm,         caf\u00e9,  but the realm's name must be printable ASCII and not empty.",
    "htpasswd-file, a\0b, but it must be the path of a file.",
    "htpasswd-file, a/b, but it must be an absolute path.",
  })
  void anInitParamThatCannotBeUsedStopsTheDeployment(String name, String value, String message) {
    assertThatExceptionOfType(ServletException.class)
        .isThrownBy(() -> new BasicAuthFilter().init(new InitParams(Map.of(name, value))))
        .withMessageStartingWith("BasicAuthFilter: ")
        .withMessageContaining(message);
  }

  @Test
  void whoGuessesIsAskedToWaitAndTheRealmIsLeftAlone() throws Exception {
    BasicAuthFilter filter = lockingOutAfterTwo().build();
    guess(filter, "1", "198.51.100.9");
    guess(filter, "2", "198.51.100.9");
    int before = checked.size();

    FakeExchange locked = guess(filter, "3", "198.51.100.9");

    assertThat(checked).hasSize(before);
    assertThat(locked.status).isEqualTo(429);
    assertThat(locked.answerFields)
        .containsOnlyKeys("Retry-After", "Cache-Control", "X-Content-Type-Options")
        .hasEntrySatisfying(
            "Retry-After", seconds -> assertThat(Integer.parseInt(seconds)).isBetween(59, 61));
    assertThat(locked.body())
        .startsWith("Too many different wrong passwords came from your address for this user;")
        .contains(locked.answerFields.get("Retry-After") + " s");
    assertThat(guess(filter, "3", "198.51.100.10").status).isEqualTo(401);
  }

  @Test
  void requestsWithoutCredentialsLockNobodyOut() throws Exception {
    BasicAuthFilter filter = lockingOutAfterTwo().build();
    for (int i = 0; i < 1_000; i++) {
      run(filter, new FakeExchange("GET"));
      run(filter, new FakeExchange("GET", "Basic Og=="));
    }

    assertThat(guess(filter, "1", "127.0.0.1").status).isEqualTo(401);
  }

  @Test
  void aPasswordOverPlainHttpIsWarnedOfOnceItIsOne() throws Exception {
    BasicAuthFilter filter = lockingOutAfterTwo().build();
    FakeExchange none = new FakeExchange("GET");
    none.remoteAddr = "192.0.2.1";

    try (CapturedLog log = new CapturedLog(PlainHttpWarning.class)) {
      run(filter, none);
      assertThat(log.lines()).isEmpty();

      guess(filter, "1", "192.0.2.1");
      guess(filter, "1", "192.0.2.1");
      assertThat(log.lines()).singleElement().asString().contains("A password came from 192.0.2.1");
    }
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/8, 401", "192.0.2.1, 429"})
  void theLockOutCountsByTheClientThatATrustedProxyNames(String trusted, int status)
      throws Exception {
    BasicAuthFilter filter =
        lockingOutAfterTwo().trustedProxies(TrustedProxies.parse(trusted)).build();
    guess(filter, "1", "10.0.0.1", "203.0.113.1");
    guess(filter, "2", "10.0.0.1", "203.0.113.1");

    assertThat(guess(filter, "3", "10.0.0.1", "203.0.113.2").status).isEqualTo(status);
  }

  private BasicAuthFilter.Builder lockingOutAfterTwo() {
    return BasicAuthFilter.builder(realm(new Verdict.Rejected()))
        .lockout(
            new LockoutPolicy(
                2, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofHours(1), 100));
  }

  private FakeExchange guess(
      BasicAuthFilter filter, String password, String address, String... forwardedFor)
      throws Exception {
    FakeExchange exchange = new FakeExchange("GET", "Basic " + base64("bob:" + password));
    exchange.remoteAddr = address;
    exchange.forwardedFor = List.of(forwardedFor);
    run(filter, exchange);
    return exchange;
  }

  @Test
  void aFilterBuiltInCodeIgnoresInitParams() throws Exception {
    BasicAuthFilter filter = filter(new Verdict.Accepted("bob", Set.of()));
    filter.init(new InitParams(Map.of("no-such", "x")));

    run(filter, new FakeExchange("GET", BOB));

    assertThat(passed).hasSize(1);
  }

  private BasicAuthFilter filter(Verdict verdict) {
    return BasicAuthFilter.builder(realm(verdict)).build();
  }

  private CredentialRealm realm(Verdict verdict) {
    return credentials -> {
      checked.add(credentials);
      return verdict;
    };
  }

  private void run(BasicAuthFilter filter, FakeExchange exchange)
      throws IOException, ServletException {
    filter.doFilter(
        exchange.request(),
        exchange.response(),
        (request, response) -> passed.add((HttpServletRequest) request));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private record InitParams(Map<String, String> values) implements FilterConfig {
    @Override
    public String getFilterName() {
      return "BasicAuthFilter";
    }

    @Override
    public ServletContext getServletContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable String getInitParameter(String name) {
      return values.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.enumeration(values.keySet());
    }
  }
}
