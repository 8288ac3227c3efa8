package dev.gatekeeper.realms.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a container that knows alice alone. */
class ContainerRealmTest {

  private static final Verdict REJECTED = new Verdict.Rejected();
  private static final Verdict UNAVAILABLE = new Verdict.Unavailable();

  private final List<String> calls = new ArrayList<>();
  private final HttpServletRequest request =
      proxy(
          HttpServletRequest.class,
          (method, args) -> {
            calls.add(method);
            return switch (method) {
              case "login" -> {
                if (!args[0].equals("alice") || !args[1].equals("sesame")) {
                  throw new ServletException("Login failed");
                }
                yield null;
              }
              case "isUserInRole" -> args[0].equals("writer") || args[0].equals("ops");
              case "logout" -> null;
              default -> throw new UnsupportedOperationException(method);
            };
          });

  private interface Answers {
    @Nullable Object to(String method, Object[] args) throws ServletException;
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> answers.to(method.getName(), args)));
  }

  private static ContainerRealm realm(Map<String, String> texts) {
    return ContainerParameters.of(
            new ParameterValues(texts), List.of("reader", "writer", "deleter", "admin"))
        .open();
  }

  private Verdict verdict(Map<String, String> texts, String user, String password)
      throws Exception {
    AtomicReference<Verdict> verdict = new AtomicReference<>();
    new RequestBindingFilter()
        .doFilter(
            request,
            proxy(ServletResponse.class, (method, args) -> null),
            (bound, response) ->
                verdict.set(realm(texts).verify(new Credentials.Password(user, password))));
    return verdict.get();
  }

  @Test
  void whoTheContainerLetsInHasItsRolesAndIsLoggedOutOfItAtOnce() throws Exception {
    assertThat(verdict(Map.of(), "alice", "sesame"))
        .isEqualTo(
            new Verdict.Accepted("alice", Set.of("writer"))
                .rememberedFor(Duration.ofMinutes(5), ""));
    assertThat(calls).startsWith("login").endsWith("logout");
  }

  @Test
  void aSettingSaysWhatItsRolesGive() throws Exception {
    assertThat(
            verdict(
                Map.of(
                    "container-roles", "admin: ops; reader: staff",
                    "container-remember-for", "1m"),
                "alice",
                "sesame"))
        .isEqualTo(
            new Verdict.Accepted("alice", Set.of("admin"))
                .rememberedFor(Duration.ofMinutes(1), ""));
  }

  @Test
  void whomTheContainerRefusesNobodyElseIsAskedFor() throws Exception {
    assertThat(verdict(Map.of(), "alice", "wrong")).isEqualTo(REJECTED);
    assertThat(verdict(Map.of(), "nobody", "sesame")).isEqualTo(REJECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ses\0ame", "long"})
  void aPasswordThatNobodyHasIsNotSent(String password) throws Exception {
    String sent = password.equals("long") ? "x".repeat(1025) : password;
    assertThat(verdict(Map.of(), "alice", sent)).isEqualTo(REJECTED);
    assertThat(calls).isEmpty();
  }

  @Test
  void withoutARequestNobodyGetsIn() {
    assertThat(realm(Map.of()).verify(new Credentials.Password("alice", "sesame")))
        .isEqualTo(UNAVAILABLE);
  }

  @Test
  void aRequestIsBoundNoLongerThanItLasts() throws Exception {
    assertThat(verdict(Map.of(), "alice", "sesame")).isInstanceOf(Verdict.Accepted.class);
    assertThat(RequestBindingFilter.current()).isNull();
  }
}
