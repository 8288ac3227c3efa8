package dev.gatekeeper.auth.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.OpenPaths;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Servlet specification says of users, dispatches and logins, on each container. */
abstract class DispatchContract {

  private static final String BOB = basic("bob:secret");

  private final AtomicInteger asked = new AtomicInteger();
  private final CredentialRealm users = this::verify;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private EmbeddedContainer container = new NotStarted();

  DispatchContract(@TempDir Path folder) {
    this.folder = folder;
  }

  abstract EmbeddedContainer start(Webapp webapp, Path folder) throws Exception;

  @AfterEach
  void stop() throws IOException {
    container.close();
  }

  private Verdict verify(Credentials credentials) {
    asked.incrementAndGet();
    Credentials.Password login = (Credentials.Password) credentials;
    return login.password().equals("secret")
        ? new Verdict.Accepted(login.user(), Set.of("writer"))
        : new Verdict.Rejected();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/async", "/forward", "/include", "/fail", "/who"})
  void theUserIsFoundOnceAndKnownInEveryDispatch(String path) throws Exception {
    deploy(guarded());

    assertThat(get(path, "Authorization", BOB).body()).isEqualTo("bob BASIC writer");
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/async", "/forward", "/include", "/fail", "/who"})
  void withoutAUserNoPathIsReached(String path) throws Exception {
    deploy(guarded());

    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(1);
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(answer.body()).isEqualTo("The request has no credentials.\n");
  }

  @Test
  void theErrorPageOfAnOpenPathIsShownWithoutAUser() throws Exception {
    deploy(guarded());

    HttpResponse<String> answer = get("/open/fail", "Authorization", BOB);
    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("nobody");
  }

  @Test
  void anOpenPathHasNoUserWhateverCredentialsCome() throws Exception {
    deploy(guarded());

    assertThat(get("/open/who").body()).isEqualTo("nobody");
    assertThat(get("/open/who", "Authorization", BOB).body()).isEqualTo("nobody");
    assertThat(get("/open/who", "Authorization", basic("bob:wrong")).body()).isEqualTo("nobody");
    assertThat(asked).hasValue(0);
  }

  @Test
  void aForwardFromAnOpenPathToAnotherNeedsAUser() throws Exception {
    deploy(guarded());

    assertThat(get("/open/forward").statusCode()).isEqualTo(401);
    assertThat(get("/open/forward", "Authorization", BOB).body()).isEqualTo("bob BASIC writer");
  }

  @Test
  void aWebappMayAuthenticateOnAnOpenPath() throws Exception {
    deploy(
        guarded()
            .page(
                "/open/authenticate",
                (request, response) -> {
                  if (request.authenticate(response)) {
                    who(request, response);
                  }
                }));

    assertThat(get("/open/authenticate", "Authorization", BOB).body())
        .isEqualTo("bob BASIC writer");
    HttpResponse<String> challenged = get("/open/authenticate");
    assertThat(challenged.statusCode()).isEqualTo(401);
    assertThat(challenged.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void aWebappMayLogSomebodyInAndOut() throws Exception {
    deploy(
        guarded()
            .page(
                "/open/login",
                (request, response) -> {
                  request.login("ann", "secret");
                  assertThat(request.authenticate(response)).isTrue();
                  String in = describe(request);
                  request.logout();
                  response.getWriter().print(in + ", then " + describe(request));
                }));

    assertThat(get("/open/login").body()).isEqualTo("ann BASIC writer, then nobody");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /open/login | bob | wrong  | The user name or the password is wrong.
          /open/login | ''  | secret | the user name is empty
          /login      | ann | secret | the request has a user already: bob
          """)
  void aLoginThatCannotBeIsAnException(String path, String user, String password, String message)
      throws Exception {
    Webapp.Page login =
        (request, response) -> {
          try {
            request.login(user, password);
          } catch (ServletException e) {
            response.getWriter().print(e.getMessage() + "|" + describe(request));
          }
        };
    deploy(guarded().page("/login", login).page("/open/login", login));

    String known = path.equals("/login") ? "bob BASIC writer" : "nobody";
    assertThat(get(path, "Authorization", BOB).body()).isEqualTo(message + "|" + known);
  }

  @Test
  void aLogoutEndsTheUserForThisRequestAlone() throws Exception {
    deploy(
        guarded()
            .page(
                "/logout",
                (request, response) -> {
                  request.logout();
                  who(request, response);
                }));

    assertThat(get("/logout", "Authorization", BOB).body()).isEqualTo("nobody");
    assertThat(get("/who", "Authorization", BOB).body()).isEqualTo("bob BASIC writer");
  }

  @Test
  void oneFiltersUserIsNoUserToAnotherWithARealmOfItsOwn() throws Exception {
    deploy(
        guarded()
            .filter(
                BasicAuthFilter.builder(credentials -> new Verdict.Rejected())
                    .realmName("Inner")
                    .build()));

    HttpResponse<String> answer = get("/who", "Authorization", BOB);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("Inner");
  }

  @Test
  void aForwardIntoThePathsOfAnotherFilterIsThatFiltersToDecide() throws Exception {
    deploy(
        guarded()
            .filter(
                "/inner/*",
                BasicAuthFilter.builder(credentials -> new Verdict.Rejected())
                    .realmName("Inner")
                    .build())
            .page("/inner/who", DispatchContract::who)
            .page(
                "/way-in",
                (request, response) ->
                    request.getRequestDispatcher("/inner/who").forward(request, response)));

    HttpResponse<String> answer = get("/way-in", "Authorization", BOB);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("Inner");
  }

  @Test
  void aPreflightPassesOnlyIfItIsOneAndTheSwitchIsOn() throws Exception {
    deploy(pages(new Webapp().filter(BasicAuthFilter.builder(users).openPreflight().build())));
    String[] preflight = {
      "Origin", "https://elsewhere.test", "Access-Control-Request-Method", "PUT"
    };

    assertThat(send("OPTIONS", "/who", preflight).body()).isEqualTo("nobody");
    assertThat(send("OPTIONS", "/who", "Origin", "https://elsewhere.test").statusCode())
        .isEqualTo(401);
    assertThat(send("GET", "/who", preflight).statusCode()).isEqualTo(401);
  }

  @Test
  void aPreflightNeedsCredentialsUnlessTheSwitchIsOn() throws Exception {
    deploy(guarded());

    assertThat(
            send(
                    "OPTIONS",
                    "/who",
                    "Origin",
                    "https://elsewhere.test",
                    "Access-Control-Request-Method",
                    "PUT")
                .statusCode())
        .isEqualTo(401);
  }

  private Webapp guarded() {
    return pages(
        new Webapp()
            .filter(BasicAuthFilter.builder(users).openPaths(OpenPaths.parse("/open/")).build()));
  }

  private static Webapp pages(Webapp webapp) {
    Webapp.Page fail = (request, response) -> response.sendError(418);
    Webapp.Page forward =
        (request, response) -> request.getRequestDispatcher("/who").forward(request, response);
    return webapp
        .page("/who", DispatchContract::who)
        .page("/open/who", DispatchContract::who)
        .page(EmbeddedContainer.ERROR_PAGE, DispatchContract::who)
        .page("/async", (request, response) -> request.startAsync().dispatch("/who"))
        .page("/forward", forward)
        .page("/open/forward", forward)
        .page(
            "/include",
            (request, response) -> request.getRequestDispatcher("/who").include(request, response))
        .page("/fail", fail)
        .page("/open/fail", fail);
  }

  private static void who(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(describe(request));
  }

  private static String describe(HttpServletRequest request) {
    if (request.getRemoteUser() == null) {
      assertThat(request.getUserPrincipal()).isNull();
      assertThat(request.getAuthType()).isNull();
      assertThat(request.isUserInRole("writer")).isFalse();
      assertThat(request.isUserInRole("**")).isFalse();
      assertThat(request.getAttribute(BasicAuthFilter.USER_ATTRIBUTE)).isNull();
      return "nobody";
    }
    assertThat(request.getUserPrincipal().getName()).isEqualTo(request.getRemoteUser());
    assertThat(request.getAttribute(BasicAuthFilter.USER_ATTRIBUTE))
        .hasToString(request.getRemoteUser());
    assertThat(request.isUserInRole("**")).isTrue();
    assertThat(request.isUserInRole("admin")).isFalse();
    return request.getRemoteUser()
        + " "
        + request.getAuthType()
        + (request.isUserInRole("writer") ? " writer" : "");
  }

  private void deploy(Webapp webapp) throws Exception {
    container = start(webapp, folder);
  }

  private HttpResponse<String> get(String path, String... fields) throws Exception {
    return send("GET", path, fields);
  }

  private HttpResponse<String> send(String method, String path, String... fields) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + container.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
