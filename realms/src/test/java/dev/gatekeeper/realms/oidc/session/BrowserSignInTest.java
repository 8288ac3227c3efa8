package dev.gatekeeper.realms.oidc.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.realms.oidc.ProviderUnavailableException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in over a real container, with a provider that does as the test says. */
class BrowserSignInTest {

  private static final Pattern STATE = Pattern.compile("state=([A-Za-z0-9_-]+)");

  private final FakeClock clock = new FakeClock();
  private final FakeProvider provider = new FakeProvider();
  private final FakeBrowser browser = new FakeBrowser();
  private SignInGate gate;

  @BeforeEach
  void start() throws Exception {
    gate = new SignInGate("", provider, clock, Map.of());
  }

  @AfterEach
  void stop() {
    gate.close();
  }

  @Test
  void personIsSentToTheProviderAndComesBackToThePage() throws Exception {
    HttpResponse<String> begun = browser.open(gate.uri() + "/x?y=1");
    assertThat(begun.statusCode()).isEqualTo(302);
    assertThat(location(begun)).startsWith("https://provider.example/authorize?");
    HttpResponse<String> back = comeBack(begun);

    assertThat(back.statusCode()).isEqualTo(302);
    assertThat(location(back)).isEqualTo(gate.uri() + "/x?y=1");
    assertThat(browser.open(location(back)).body()).startsWith("ann OIDC writer=true");
  }

  @Test
  void webappSeesItsOwnCookiesAlone() throws Exception {
    signIn();
    browser.jar.put("theirs", "1");

    assertThat(browser.fetch(gate.uri() + "/").body()).endsWith(" cookies=[theirs=1]");
  }

  @Test
  void answerOfAUserIsForNoSharedCacheAndKeepsAllCookies() throws Exception {
    signIn();
    clock.pass(Duration.ofMinutes(5));
    HttpResponse<String> answer = browser.fetch(gate.uri() + "/");

    assertThat(answer.headers().firstValue("Cache-Control")).contains("private, max-age=60");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .contains("of=webapp")
        .anyMatch(cookie -> cookie.startsWith("gatekeeper-session-0="));
  }

  @Test
  void cookiesAreHiddenFromScriptsAndOtherSites() throws Exception {
    HttpResponse<String> back = comeBack(browser.open(gate.uri() + "/"));

    assertThat(back.headers().allValues("Set-Cookie"))
        .anyMatch(
            cookie -> cookie.matches("gatekeeper-session-0=1\\..*; Path=/; SameSite=Lax; HttpOnly"))
        .anyMatch(cookie -> cookie.matches("mlflow_user=[^;]+; Path=/; SameSite=Lax"));
  }

  @Test
  void behindTlsCookiesAreSecureAndTheirNamesGuarded() throws Exception {
    gate.origin = "https://gate.example";
    HttpResponse<String> back = comeBack(browser.open(gate.uri() + "/"));

    assertThat(location(back)).isEqualTo("https://gate.example/");
    assertThat(back.headers().allValues("Set-Cookie"))
        .anyMatch(
            cookie ->
                cookie.matches(
                    "__Host-gatekeeper-session-0=1\\..*; Path=/; Secure; SameSite=Lax; HttpOnly"));
    assertThat(browser.fetch(gate.uri() + "/").body()).startsWith("ann ");
  }

  @Test
  void cookiesHoldForTheDeploymentAlone() throws Exception {
    try (SignInGate below = new SignInGate("/ml", provider, clock, Map.of())) {
      below.origin = "https://gate.example";
      HttpResponse<String> back =
          browser.open(
              below.uri()
                  + "/-/callback?code=the+code&state="
                  + stateOf(browser.open(below.uri() + "/a")));

      assertThat(location(back)).isEqualTo("https://gate.example/ml/a");
      assertThat(back.headers().allValues("Set-Cookie"))
          .anyMatch(
              cookie ->
                  cookie.matches(
                      "__Secure-gatekeeper-session-0=1.*; Path=/ml; Secure; SameSite=Lax;"
                          + " HttpOnly"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  cors,     empty,    ",
    "GET,  no-cors,  image,    ",
    "POST, navigate, document, ",
    "HEAD, navigate, document, ",
    "GET,  navigate, iframe,   ",
    "GET,  navigate, document, prefetch",
  })
  void whatNoPersonWaitsForIsChallengedForAToken(
      String method, String mode, String destination, String purpose) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gate.uri() + "/"))
            .method(method, BodyPublishers.noBody())
            .header("Sec-Fetch-Mode", mode)
            .header("Sec-Fetch-Dest", destination);
    if (purpose != null) {
      request.header("Sec-Purpose", purpose);
    }
    HttpResponse<String> answer = browser.send(request);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"Login\"");
  }

  @Test
  void pipelineNeedsNoPage() throws Exception {
    assertThat(
            browser
                .send(
                    HttpRequest.newBuilder(URI.create(gate.uri() + "/"))
                        .header("Authorization", SignInGate.PASSWORD))
                .body())
        .startsWith("pipeline BASIC");
  }

  @Test
  void tabsSignInSideBySide() throws Exception {
    HttpResponse<String> first = browser.open(gate.uri() + "/1");
    HttpResponse<String> second = browser.open(gate.uri() + "/2");

    assertThat(location(comeBack(first))).isEqualTo(gate.uri() + "/1");
    assertThat(location(comeBack(second))).isEqualTo(gate.uri() + "/2");
  }

  @Test
  void signInsThatNobodyFinishesAreBounded() throws Exception {
    HttpResponse<String> last = browser.open(gate.uri() + "/");
    for (int i = 0; i < 20; i++) {
      last = browser.open(gate.uri() + "/");
    }

    assertThat(browser.jar.names()).hasSize(5);
    assertThat(comeBack(last).statusCode()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/", "/x?y=//evil.example", "/@evil.example/"})
  void personComesBackToTheGateWhateverWasAskedFor(String target) throws Exception {
    HttpResponse<String> begun = browser.open(gate.uri() + target);

    assertThat(location(comeBack(begun))).startsWith(gate.uri() + "/");
  }

  @Test
  void returnAddressInTheCallbackIsNothing() throws Exception {
    String state = stateOf(browser.open(gate.uri() + "/x"));
    HttpResponse<String> back =
        browser.open(
            gate.uri()
                + "/-/callback?code=the+code&target=https://evil.example/&rd=//evil.example&state="
                + state);

    assertThat(location(back)).isEqualTo(gate.uri() + "/x");
  }

  @Test
  void stateOfAnotherBrowserIsRefused() throws Exception {
    HttpResponse<String> answer =
        new FakeBrowser().open(callback(stateOf(browser.open(gate.uri() + "/")), "the+code"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("did not begin in this browser", "allow cookies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "?code=the+code", "?code=the+code&state=", "?state=x&state=x"})
  void callbackWithoutAStateIsRefused(String query) throws Exception {
    browser.open(gate.uri() + "/");

    assertThat(browser.open(gate.uri() + "/-/callback" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void stateIsUsedOnce() throws Exception {
    HttpResponse<String> begun = browser.open(gate.uri() + "/");
    comeBack(begun);

    assertThat(comeBack(begun).statusCode()).isEqualTo(400);
  }

  @Test
  void codeIsUsedOnceThoughTheBrowserKeptItsCookie() throws Exception {
    HttpResponse<String> begun = browser.open(gate.uri() + "/");
    String name = "gatekeeper-signin-" + stateOf(begun);
    String kept = browser.jar.value(name);
    comeBack(begun);
    browser.jar.put(name, kept);
    HttpResponse<String> again = comeBack(begun);

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("invalid_grant");
  }

  @Test
  void signInThatTookTooLongIsRefused() throws Exception {
    HttpResponse<String> begun = browser.open(gate.uri() + "/");
    clock.pass(PendingSignIn.PATIENCE);

    assertThat(comeBack(begun).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, 403",
    "login_required, 403",
    "temporarily_unavailable, 503",
    "unauthorized_client, 503",
    "%0D%0Aforged, 403",
  })
  void errorOfTheProviderIsAPage(String error, int status) throws Exception {
    String state = stateOf(browser.open(gate.uri() + "/"));
    HttpResponse<String> answer =
        browser.open(gate.uri() + "/-/callback?error=" + error + "&state=" + state);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("(" + error.replace("%0D%0A", "??"));
    assertThat(browser.jar.names()).isEmpty();
  }

  @Test
  void answerOfAnotherIssuerIsRefused() throws Exception {
    String state = stateOf(browser.open(gate.uri() + "/"));

    assertThat(browser.open(callback(state, "the+code") + "&iss=https://evil.example").statusCode())
        .isEqualTo(400);
  }

  @Test
  void wrongClientSecretTellsWhatToLookAt() throws Exception {
    HttpResponse<String> begun = browser.open(gate.uri() + "/");
    provider.failure = TokenFailure.error("invalid_client", "Invalid client credentials");
    HttpResponse<String> answer = comeBack(begun);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("gatekeeper.oidc-client-secret", "administrator");
  }

  @Test
  void callbackTakesNoPost() throws Exception {
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(gate.uri() + "/-/callback"))
                .POST(BodyPublishers.ofString("code=the+code")));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void whileTheProviderIsNotKnownAPersonIsToldToWait() throws Exception {
    provider.failure =
        TokenFailure.unavailable(new ProviderUnavailableException("it is not known"));
    HttpResponse<String> answer = browser.open(gate.uri() + "/");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();

    provider.failure = null;
    signIn();
  }

  @Test
  void sessionIsRenewedWithTheRolesOfNow() throws Exception {
    signIn();
    provider.roles = Set.of("reader");
    clock.pass(Duration.ofMinutes(4));
    assertThat(browser.fetch(gate.uri() + "/").body()).contains("writer=true");
    clock.pass(Duration.ofMinutes(1));

    assertThat(browser.fetch(gate.uri() + "/").body()).contains("ann OIDC writer=false");
    assertThat(provider.refreshed).containsExactly("refresh-0");
  }

  @Test
  void userWhomTheProviderRemovedIsOut() throws Exception {
    signIn();
    provider.failure = TokenFailure.error("invalid_grant", "Session not active");
    clock.pass(Duration.ofMinutes(5));
    assertThat(browser.fetch(gate.uri() + "/").statusCode()).isEqualTo(401);
    provider.failure = null;

    assertThat(location(browser.open(gate.uri() + "/"))).startsWith("https://provider.example/");
  }

  @Test
  void whileTheProviderIsDownWhoIsStillRememberedGoesOn() throws Exception {
    signIn();
    provider.failure = TokenFailure.unavailable(new ProviderUnavailableException("it answers 502"));
    clock.pass(Duration.ofMinutes(4));
    assertThat(browser.open(gate.uri() + "/").statusCode()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(1));
    HttpResponse<String> answer = browser.open(gate.uri() + "/");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void sessionWithoutRefreshTokenEndsWhenItIsToBeRenewed() throws Exception {
    provider.firstRefreshToken = null;
    signIn();
    clock.pass(Duration.ofMinutes(5));

    assertThat(browser.fetch(gate.uri() + "/").statusCode()).isEqualTo(401);
    assertThat(browser.open(gate.uri() + "/").statusCode()).isEqualTo(302);
  }

  @Test
  void unusedSessionEnds() throws Exception {
    signIn();
    clock.pass(Duration.ofHours(8));

    assertThat(browser.fetch(gate.uri() + "/").statusCode()).isEqualTo(401);
    assertThat(provider.refreshed).isEmpty();
  }

  @Test
  void usedSessionEndsAfterItsLifetime() throws Exception {
    signIn();
    for (int hour = 1; hour < 24; hour++) {
      clock.pass(Duration.ofHours(1));
      assertThat(browser.fetch(gate.uri() + "/").statusCode()).isEqualTo(200);
    }
    clock.pass(Duration.ofHours(1));

    assertThat(browser.fetch(gate.uri() + "/").statusCode()).isEqualTo(401);
  }

  @Test
  void logoutEndsTheSessionHereAndSendsToTheProvider() throws Exception {
    signIn();
    String copy = browser.jar.field();
    HttpResponse<String> answer = browser.open(gate.uri() + "/-/logout");

    assertThat(location(answer))
        .isEqualTo(
            "https://provider.example/logout?post_logout_redirect_uri=" + gate.uri() + "/-/logout");
    assertThat(browser.jar.names()).isEmpty();
    assertThat(browser.open(gate.uri() + "/-/logout").body()).contains("You are signed out");
    assertThat(
            new FakeBrowser()
                .send(HttpRequest.newBuilder(URI.create(gate.uri() + "/")).header("Cookie", copy))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void pageThatDeletesItsCookieSignsOut() throws Exception {
    signIn();
    browser.jar.remove("mlflow_user");
    assertThat(browser.fetch(gate.uri() + "/ajax-api/2.0/mlflow/users/current").statusCode())
        .isEqualTo(401);

    assertThat(location(browser.open(gate.uri() + "/"))).isEqualTo(gate.uri() + "/-/logout");
    assertThat(location(browser.open(gate.uri() + "/-/logout")))
        .startsWith("https://provider.example/logout?");
  }

  @Test
  void pageOfAnotherSiteSignsNobodyOut() throws Exception {
    signIn();
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(gate.uri() + "/-/logout"))
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Site", "cross-site"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(browser.fetch(gate.uri() + "/").statusCode()).isEqualTo(200);
  }

  @Test
  void changedCookieIsNoSession() throws Exception {
    signIn();
    String value = browser.jar.value("gatekeeper-session-0");
    char changed = value.charAt(60) == 'A' ? 'B' : 'A';
    browser.jar.put("gatekeeper-session-0", value.substring(0, 60) + changed + value.substring(61));

    assertThat(browser.fetch(gate.uri() + "/").statusCode()).isEqualTo(401);
    signIn();
  }

  private void signIn() throws Exception {
    HttpResponse<String> back = comeBack(browser.open(gate.uri() + "/"));
    assertThat(back.statusCode()).isEqualTo(302);
    assertThat(browser.fetch(gate.uri() + "/").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> comeBack(HttpResponse<String> begun) throws Exception {
    return browser.open(callback(stateOf(begun), "the+code"));
  }

  private String callback(String state, String code) {
    return gate.uri() + "/-/callback?code=" + code + "&state=" + state;
  }

  private static String stateOf(HttpResponse<String> begun) {
    Matcher state = STATE.matcher(location(begun));
    assertThat(state.find()).isTrue();
    return state.group(1);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
