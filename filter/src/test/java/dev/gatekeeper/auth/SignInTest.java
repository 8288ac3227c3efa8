package dev.gatekeeper.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SignInTest {

  private static final String WRONG = "Basic YWxpY2U6d3Jvbmc=";

  private final AtomicReference<HttpServletRequest> passed = new AtomicReference<>();

  @Test
  void whoHasSignedInPassesWithNameRolesAndWay() throws Exception {
    ask(
        new FakeExchange("GET"),
        new FakeSignIn(new Verdict.Accepted("ann", Set.of("reader")), false));

    assertThat(passed.get().getRemoteUser()).isEqualTo("ann");
    assertThat(passed.get().isUserInRole("reader")).isTrue();
    assertThat(passed.get().getAuthType()).isEqualTo("PAGE");
  }

  @Test
  void whoHasNotIsShownTheWay() throws Exception {
    FakeExchange exchange = new FakeExchange("GET");
    ask(exchange, new FakeSignIn(new Verdict.Unknown(), true));

    assertThat(exchange.status).isEqualTo(302);
    assertThat(passed.get()).isNull();
  }

  @Test
  void whoCannotBeShownTheWayIsChallengedForATokenAlone() throws Exception {
    FakeExchange exchange = new FakeExchange("GET");
    ask(exchange, new FakeSignIn(new Verdict.Unknown(), false));

    assertThat(exchange.status).isEqualTo(401);
    assertThat(exchange.answerFields).containsEntry("WWW-Authenticate", "Bearer realm=\"Login\"");
  }

  @Test
  void wrongPasswordIsRefusedThoughASessionIsThere() throws Exception {
    FakeExchange exchange = new FakeExchange("GET", WRONG);
    ask(exchange, new FakeSignIn(new Verdict.Accepted("ann", Set.of()), true));

    assertThat(exchange.status).isEqualTo(401);
    assertThat(exchange.answerFields).containsEntry("WWW-Authenticate", "Bearer realm=\"Login\"");
    assertThat(passed.get()).isNull();
  }

  @Test
  void whereNobodyCanTellTheClientIsToComeBack() throws Exception {
    FakeExchange exchange = new FakeExchange("GET");
    ask(exchange, new FakeSignIn(new Verdict.Unavailable("Wait."), true));

    assertThat(exchange.status).isEqualTo(503);
    assertThat(exchange.answerFields).containsKey("Retry-After");
    assertThat(exchange.body()).isEqualTo("Wait.\n");
  }

  @Test
  void sessionHoldsWhileTheRealmIsDown() throws Exception {
    CredentialRealm down =
        new CredentialRealm() {
          @Override
          public Verdict verify(Credentials credentials) {
            return new Verdict.Unavailable();
          }

          @Override
          public boolean isAvailable() {
            return false;
          }
        };
    ask(down, new FakeExchange("GET"), new FakeSignIn(new Verdict.Accepted("ann", Set.of()), true));

    assertThat(passed.get().getRemoteUser()).isEqualTo("ann");
  }

  private void ask(FakeExchange exchange, SignIn signIn) throws Exception {
    ask(credentials -> new Verdict.Rejected(), exchange, signIn);
  }

  private void ask(CredentialRealm realm, FakeExchange exchange, SignIn signIn) throws Exception {
    BasicAuthFilter.builder(realm)
        .signIn(signIn)
        .build()
        .doFilter(
            exchange.request(),
            exchange.response(),
            (request, response) -> passed.set((HttpServletRequest) request));
  }

  private record FakeSignIn(Verdict session, boolean showsTheWay) implements SignIn {

    @Override
    public Verdict recall(HttpServletRequest request, HttpServletResponse response) {
      return session;
    }

    @Override
    public boolean begin(HttpServletRequest request, HttpServletResponse response) {
      if (showsTheWay) {
        response.setStatus(HttpServletResponse.SC_FOUND);
      }
      return showsTheWay;
    }

    @Override
    public String authType() {
      return "PAGE";
    }
  }
}
