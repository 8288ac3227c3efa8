package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** People sign in at a real Keycloak, in a real Chromium, to a real MLflow behind Tomcat 11. */
class OidcBrowserIT {

  private static final String CURRENT_USER = "/ajax-api/2.0/mlflow/users/current";

  private static Keycloak keycloak;
  private static Container gate;

  @BeforeAll
  static void start() throws Exception {
    keycloak = Keycloak.start();
    gate =
        Tomcat.start(
            "tomcat11",
            List.of(
                new Deployment("", settings(Map.of())),
                new Deployment(
                    "/short", settings(Map.of("gatekeeper.oidc-session-lifetime", "10s")))),
            Map.of());
    Await.until(
        "the gate to know its provider",
        () -> RawHttp.statusOf(gate.port(), "GET /-/ready HTTP/1.1") == 200);
  }

  private static Map<String, String> settings(Map<String, String> more) throws Exception {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("gatekeeper.upstream", RealMlflow.server().uri().toString());
    settings.put("gatekeeper.realms", "oidc");
    settings.put("gatekeeper.default-role", "none");
    settings.put("gatekeeper.oidc-issuer", keycloak.issuer());
    settings.put("gatekeeper.oidc-client-id", Keycloak.CLIENT);
    settings.put("gatekeeper.oidc-client-secret", Keycloak.SECRET);
    settings.put("gatekeeper.oidc-remember-for", "1s");
    settings.put("gatekeeper.oidc-roles", "admin: operators; writer: data science; reader: staff");
    return settings;
  }

  @AfterAll
  static void stop() {
    if (gate != null) {
      gate.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  @Test
  void personSignsInOutAndInAsAnother() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      chromium.driver().get(gate.uri("") + "/");
      signIn(chromium, "alice");
      Await.until(
          "MLflow's page", () -> chromium.driver().getCurrentUrl().startsWith(gate.uri("") + "/"));
      chromium.find(By.cssSelector("[aria-label='Account menu for alice']")).click();
      chromium.photograph("oidc-name-in-the-corner");
      chromium.find(By.xpath("//*[@role='menuitem'][normalize-space()='Logout']")).click();
      chromium.awaitText("You are signed out");
      chromium.photograph("oidc-signed-out");
      chromium.find(By.linkText("Sign in")).click();
      signIn(chromium, "bob");
      chromium.find(By.cssSelector("[aria-label='Account menu for bob']"));
    }
    assertThat(gate.log()).contains("alice has signed in", "bob has signed in");
  }

  @Test
  void readerWritesNothingAndIsOutOnceDisabled() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      chromium.driver().get(gate.uri("") + "/version");
      signIn(chromium, "carol");
      chromium.awaitText("3.");
      assertThat(status(chromium, "GET", CURRENT_USER)).isEqualTo(200);
      assertThat(status(chromium, "POST", "/ajax-api/2.0/mlflow/experiments/create"))
          .isEqualTo(403);

      keycloak.setEnabled("carol", false);
      try {
        Await.until("the user to be out", () -> status(chromium, "GET", CURRENT_USER) == 401);
      } finally {
        keycloak.setEnabled("carol", true);
      }
    }
  }

  /** The provider still knows the browser, so that nobody has to type anything. */
  @Test
  void sessionThatIsOverIsBegunAnewByNavigationAlone() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      chromium.driver().get(gate.uri("/short") + "/version");
      signIn(chromium, "carol");
      chromium.awaitText("3.");
      assertThat(status(chromium, "GET", "/short" + CURRENT_USER)).isEqualTo(200);

      Await.until(
          "the session's end", () -> status(chromium, "GET", "/short" + CURRENT_USER) == 401);

      chromium.driver().get(gate.uri("/short") + "/version");
      chromium.awaitText("3.");
      assertThat(status(chromium, "GET", "/short" + CURRENT_USER)).isEqualTo(200);
    }
  }

  private static void signIn(Chromium chromium, String user) {
    chromium.find(By.id("username")).sendKeys(user);
    chromium.find(By.id("password")).sendKeys(Keycloak.PASSWORD);
    chromium.find(By.id("kc-login")).click();
  }

  private static int status(Chromium chromium, String method, String path) {
    Object status =
        chromium
            .driver()
            .executeAsyncScript(
                "const done = arguments[2];"
                    + "fetch(arguments[1], {method: arguments[0],"
                    + " headers: {'Content-Type': 'application/json'},"
                    + " body: arguments[0] === 'GET' ? undefined : '{\"name\": \"of a reader\"}'})"
                    + ".then(answer => done(answer.status), () => done(0));",
                method,
                path);
    return Integer.parseInt(String.valueOf(status));
  }
}
