package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Two gates with one key file behind HAProxy, which sends each request to the next of them. */
class OidcTwoGatesIT {

  private static final int REQUESTS = 20;

  @Test
  void sessionOfOneGateHoldsAtTheOther() throws Exception {
    Path key = Files.createDirectories(Container.WORK).resolve("session-key");
    Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
    int inner = Container.freePort();
    try (Keycloak keycloak = Keycloak.start();
        RecordingUpstream mlflow = new RecordingUpstream();
        Container gate1 = gate("oidc-gate1", inner, keycloak, key);
        Container gate2 = gate("oidc-gate2", inner, keycloak, key);
        Haproxy haproxy =
            Haproxy.start(
                inner,
                Map.of(
                    "gate1", gate1.port(),
                    "gate2", gate2.port(),
                    "mlflow1", mlflow.uri().getPort(),
                    "mlflow2", mlflow.uri().getPort()));
        Chromium chromium = Chromium.start()) {
      Await.until(
          "HAProxy", () -> RawHttp.statusOf(haproxy.port(), "GET /-/ready HTTP/1.1") == 200);
      chromium.driver().get(haproxy.uri() + "/x");
      chromium.find(By.id("username")).sendKeys("alice");
      chromium.find(By.id("password")).sendKeys(Keycloak.PASSWORD);
      chromium.find(By.id("kc-login")).click();
      Await.until(
          "the way back", () -> chromium.driver().getCurrentUrl().equals(haproxy.uri() + "/x"));

      assertThat(statuses(chromium)).hasSize(REQUESTS).containsOnly(200L);
    }
  }

  private static List<Object> statuses(Chromium chromium) {
    List<Object> statuses = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      statuses.add(
          chromium
              .driver()
              .executeAsyncScript(
                  "const done = arguments[0]; fetch('/x').then(answer => done(answer.status));"));
    }
    return statuses;
  }

  private static Container gate(String name, int inner, Keycloak keycloak, Path key)
      throws IOException {
    return Jetty.start(
        name,
        List.of(new Deployment("", Map.of())),
        Map.of(
            "gatekeeper.upstream",
            "http://127.0.0.1:" + inner,
            "gatekeeper.trusted-proxies",
            "127.0.0.1",
            "gatekeeper.realms",
            "oidc",
            "gatekeeper.oidc-issuer",
            keycloak.issuer(),
            "gatekeeper.oidc-client-id",
            Keycloak.CLIENT,
            "gatekeeper.oidc-client-secret",
            Keycloak.SECRET,
            "gatekeeper.oidc-remember-for",
            "1s",
            "gatekeeper.oidc-session-key-file",
            key.toString()),
        List.of());
  }
}
