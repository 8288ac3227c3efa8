package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real Keycloak whose users are in memory. Its realm {@code mlflow} is that of
 * docs/openid-connect.md.
 */
final class Keycloak implements AutoCloseable {

  static final String PASSWORD = "sesame opens it";
  static final String CLIENT = "mlflow-gate";
  static final String SECRET = "a secret of the gate";

  private static final Path HOME = Path.of(System.getProperty("contract.keycloak"));
  private static final String ADMIN = "admin";

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Process process;

  private Keycloak(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** Starts it with the realm of the docs, in which the gate may be at any port of this machine. */
  static Keycloak start() throws IOException {
    return start(Container.freePort());
  }

  static Keycloak start(int port) throws IOException {
    Path imports = Files.createDirectories(HOME.resolve("data/import"));
    String realm =
        Page.read("openid-connect.md")
            .blocks("json")
            .get(0)
            .replace(
                "[\"https://mlflow.example.com/*\"]",
                "[\"http://localhost/*\", \"http://127.0.0.1/*\"]");
    Files.writeString(imports.resolve("mlflow.json"), realm);
    Files.writeString(
        imports.resolve("elsewhere.json"),
        realm.replace("\"realm\": \"mlflow\"", "\"realm\": \"elsewhere\""));
    Path log = Files.createDirectories(Container.WORK).resolve("keycloak.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                HOME.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--db=dev-mem",
                "--cache=local",
                "--import-realm")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    Keycloak keycloak = new Keycloak(port, builder.start());
    Await.until("Keycloak", () -> keycloak.isThere(log));
    return keycloak;
  }

  private boolean isThere(Path log) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("Keycloak ended:\n" + Files.readString(log));
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(issuer("elsewhere") + "/.well-known/openid-configuration"))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  String issuer() {
    return issuer("mlflow");
  }

  String issuer(String realm) {
    return "http://127.0.0.1:" + port + "/realms/" + realm;
  }

  /** What the provider gives for a user's name and password: access_token, id_token and more. */
  JsonObject tokensOf(String realm, String user) throws Exception {
    return tokens(
        realm,
        Map.of(
            "grant_type", "password",
            "client_id", CLIENT,
            "client_secret", SECRET,
            "scope", "openid",
            "username", user,
            "password", PASSWORD));
  }

  /** A token that a client of Keycloak's own got for a user, and that is not meant for the gate. */
  String accessTokenForAnother(String user) throws Exception {
    return tokens(
            "mlflow",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                user,
                "password",
                PASSWORD))
        .get("access_token")
        .getAsString();
  }

  String accessTokenOf(String user) throws Exception {
    return tokensOf("mlflow", user).get("access_token").getAsString();
  }

  String accessTokenOfClient(String client, String secret) throws Exception {
    return tokens(
            "mlflow",
            Map.of(
                "grant_type", "client_credentials", "client_id", client, "client_secret", secret))
        .get("access_token")
        .getAsString();
  }

  private JsonObject tokens(String realm, Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer(realm) + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + ": " + answer.body());
    }
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  /** Changes some of what the realm {@code mlflow} says of itself. */
  void change(Map<String, Object> settings) throws Exception {
    JsonObject changed = new JsonObject();
    settings.forEach((name, value) -> changed.add(name, new Gson().toJsonTree(value)));
    admin("PUT", "", changed);
  }

  void setEnabled(String user, boolean enabled) throws Exception {
    JsonObject changed = new JsonObject();
    changed.addProperty("enabled", enabled);
    admin("PUT", "/users/" + idOf(user), changed);
  }

  void leaveGroups(String user) throws Exception {
    String path = "/users/" + idOf(user) + "/groups";
    for (JsonElement group : JsonParser.parseString(admin("GET", path, null)).getAsJsonArray()) {
      admin("DELETE", path + "/" + group.getAsJsonObject().get("id").getAsString(), null);
    }
  }

  private String idOf(String user) throws Exception {
    String found = admin("GET", "/users?exact=true&username=" + user, null);
    return JsonParser.parseString(found)
        .getAsJsonArray()
        .get(0)
        .getAsJsonObject()
        .get("id")
        .getAsString();
  }

  /** Makes a new key, and withdraws those that signed until now. */
  void rotateKeys() throws Exception {
    String type = "/components?type=org.keycloak.keys.KeyProvider";
    JsonArray before = JsonParser.parseString(admin("GET", type, null)).getAsJsonArray();
    JsonObject key = new JsonObject();
    key.addProperty("name", "fresh");
    key.addProperty("providerId", "rsa-generated");
    key.addProperty("providerType", "org.keycloak.keys.KeyProvider");
    key.add(
        "config",
        JsonParser.parseString(
            "{\"priority\": [\"200\"], \"enabled\": [\"true\"], \"active\": [\"true\"],"
                + " \"keySize\": [\"2048\"], \"algorithm\": [\"RS256\"]}"));
    admin("POST", "/components", key);
    for (JsonElement each : before) {
      JsonObject old = each.getAsJsonObject();
      if (old.get("providerId").getAsString().equals("rsa-generated")) {
        admin("DELETE", "/components/" + old.get("id").getAsString(), null);
      }
    }
  }

  private String admin(String method, String path, @Nullable JsonObject body) throws Exception {
    String token =
        tokens(
                "master",
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    ADMIN,
                    "password",
                    ADMIN))
            .get("access_token")
            .getAsString();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/admin/realms/mlflow" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    Processes.stop(process);
  }
}
