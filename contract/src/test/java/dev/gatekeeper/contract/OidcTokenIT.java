package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gatekeeper.contract.PythonClient.Outcome;
import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Access tokens of a real Keycloak at a gate that is configured as docs/openid-connect.md has it.
 */
@TestMethodOrder(OrderAnnotation.class)
class OidcTokenIT {

  private static final String READ = "GET /api/2.0/mlflow/experiments/get?experiment_id=0 HTTP/1.1";

  private static Keycloak keycloak;
  private static Container tomcat;

  /** The gate is there first: it says so, refuses, and finds the provider by itself. */
  @BeforeAll
  static void start() throws Exception {
    RealMlflow.command();
    int port = Container.freePort();
    tomcat = Tomcat.start("tomcat11", List.of(new Deployment("", settings(port))), Map.of());
    Answer before = RawHttp.send(tomcat.port(), READ, "Authorization: Bearer any");
    assertThat(before.status()).isEqualTo(503);
    assertThat(before.value("Retry-After")).isNotEmpty();

    keycloak = Keycloak.start(port);
    Await.until(
        "the gate to find Keycloak", () -> read(keycloak.accessTokenOf("alice")).status() == 200);
  }

  private static Map<String, String> settings(int keycloakPort) throws Exception {
    Path secret =
        Files.writeString(Container.WORK.resolve("client-secret"), Keycloak.SECRET + "\n");
    Properties page = new Properties();
    page.load(new StringReader(Page.read("openid-connect.md").blocks("properties").get(0)));
    Map<String, String> settings = new TreeMap<>();
    page.stringPropertyNames().forEach(name -> settings.put(name, page.getProperty(name)));
    settings.replace("gatekeeper.upstream", RealMlflow.server().uri().toString());
    settings.replace(
        "gatekeeper.oidc-issuer", "http://127.0.0.1:" + keycloakPort + "/realms/mlflow");
    settings.replace("gatekeeper.oidc-client-secret-file", secret.toString());
    settings.put("gatekeeper.oidc-remember-for", "1s");
    settings.put("gatekeeper.oidc-clock-skew", "1s");
    settings.put("gatekeeper.writers", "service-account-pipeline");
    return settings;
  }

  @AfterAll
  static void stop() throws IOException {
    if (tomcat != null) {
      tomcat.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private static Answer read(String token) throws IOException {
    return RawHttp.send(tomcat.port(), READ, "Authorization: Bearer " + token);
  }

  private static void assertRefused(String token) throws IOException {
    Answer answer = read(token);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.value("WWW-Authenticate")).startsWith("Bearer ");
    assertThat(answer.body()).contains("UNAUTHENTICATED", "MLFLOW_TRACKING_TOKEN");
  }

  @Test
  @Order(1)
  void thePythonClientLogsARunWithAToken() throws Exception {
    Outcome outcome =
        PythonClient.withToken(tomcat.uri(""), keycloak.accessTokenOf("bob"))
            .run("client_session.py", "1000");
    assertThat(outcome.output()).contains("all came back equal");
  }

  @Test
  @Order(1)
  void aPipelineLogsARunWithItsOwnClient() throws Exception {
    String token = keycloak.accessTokenOfClient("pipeline", "a secret of the pipeline");
    Outcome outcome =
        PythonClient.withToken(tomcat.uri(""), token).run("client_session.py", "1000");
    assertThat(outcome.output()).contains("all came back equal");
  }

  @Test
  @Order(1)
  void aReaderReadsAndCannotWrite() throws Exception {
    String token = keycloak.accessTokenOf("carol");
    assertThat(read(token).status()).isEqualTo(200);
    Outcome outcome = PythonClient.withToken(tomcat.uri(""), token).run("one_post.py");
    assertThat(outcome.output()).contains("carol may read but not write here");
  }

  @Test
  @Order(1)
  void theAccountPagesKnowTheBearer() throws Exception {
    Answer answer =
        RawHttp.send(
            tomcat.port(),
            "GET /api/2.0/mlflow/users/current HTTP/1.1",
            "Authorization: Bearer " + keycloak.accessTokenOf("alice"));
    assertThat(answer.body()).contains("\"username\":\"alice\"", "\"is_admin\":true");
  }

  @Test
  @Order(2)
  void aTokenThatIsNotForTheGateIsRefused() throws Exception {
    JsonObject elsewhere = keycloak.tokensOf("elsewhere", "alice");
    assertRefused(elsewhere.get("access_token").getAsString());
    assertRefused(keycloak.accessTokenForAnother("alice"));
    assertRefused(keycloak.tokensOf("mlflow", "alice").get("id_token").getAsString());
    assertRefused(keycloak.tokensOf("mlflow", "alice").get("refresh_token").getAsString());
    assertRefused("garbage");
  }

  @Test
  @Order(2)
  void aForgedTokenIsRefused() throws Exception {
    String[] parts = keycloak.accessTokenOf("carol").split("\\.", -1);
    JsonObject claims =
        JsonParser.parseString(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
            .getAsJsonObject();
    claims.addProperty("preferred_username", "alice");
    String body = encoded(claims.toString());

    assertRefused(parts[0] + "." + body + "." + parts[2]);
    assertRefused(encoded("{\"alg\":\"none\"}") + "." + body + ".");
    String head = encoded("{\"alg\":\"HS256\"}");
    assertRefused(head + "." + body + "." + signed(head + "." + body));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private static String signed(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Keycloak.SECRET.getBytes(UTF_8), "HmacSHA256"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mac.doFinal(text.getBytes(UTF_8)));
  }

  @Test
  @Order(2)
  void aTokenOfFiveMegabytesIsRefusedByItsLength() throws Exception {
    int status;
    try {
      status = read("x".repeat(5_000_000)).status();
    } catch (IOException e) {
      status = 400; // Tomcat closes once it has answered, while the client still sends
    }
    assertThat(status).isIn(400, 401, 431);
  }

  @Test
  @Order(3)
  void anExpiredTokenIsRefused() throws Exception {
    keycloak.change(Map.of("accessTokenLifespan", 2));
    String token = keycloak.accessTokenOf("alice");
    keycloak.change(Map.of("accessTokenLifespan", 300));
    assertThat(read(token).status()).isEqualTo(200);
    Await.until("its end", () -> read(token).status() == 401);
  }

  @Test
  @Order(4)
  void theKnownKeysHoldWhileTheProviderIsAway() throws Exception {
    String token = keycloak.accessTokenOf("alice");
    int port = keycloak.port();
    keycloak.close();

    assertThat(read(token).status()).isEqualTo(200);

    keycloak = Keycloak.start(port);
  }

  /** The realm that has started anew has other keys, as after a rotation. */
  @Test
  @Order(5)
  void aTokenOfAKeyThatWasWithdrawnIsRefusedOnceANewOneIsSeen() throws Exception {
    String old = keycloak.accessTokenOf("alice");
    Await.until("the key of now", () -> read(old).status() == 200);
    keycloak.rotateKeys();
    String fresh = keycloak.accessTokenOf("alice");

    Await.until("the new key", () -> read(fresh).status() == 200);
    Await.until("the old one's end", () -> read(old).status() == 401);
  }
}
