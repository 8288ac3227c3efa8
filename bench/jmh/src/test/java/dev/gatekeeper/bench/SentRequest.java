package dev.gatekeeper.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What clients of MLflow send, field by field.
 *
 * @param method such as {@code GET}
 * @param path as the client writes it
 * @param query without the question mark, or null
 * @param fields in their order, one of a name
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares requests
public record SentRequest(
    String method, String path, @Nullable String query, Map<String, String> fields, byte[] body) {

  /** The user and the password of every request. */
  static final String USER = "alice";

  static final String PASSWORD = "wonderland";

  /** Whom the password file does not know. */
  static final String ANOTHER_USER = "carol";

  private static final String AUTHORIZATION = basic(USER);

  /** As long as Keycloak's. */
  private static final String BEARER = "Bearer " + "x".repeat(1_200);

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(UTF_8));
  }

  SentRequest ofAnotherUser() {
    return withAuthorization(basic(ANOTHER_USER));
  }

  SentRequest withToken() {
    return withAuthorization(BEARER);
  }

  private SentRequest withAuthorization(String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.replace("Authorization", value);
    return new SentRequest(method, path, query, changed, body);
  }

  /**
   * As MLflow's Python client, which is {@code requests}, asks.
   *
   * @param path of the operation
   * @param query without the question mark
   * @return a GET
   */
  public static SentRequest pythonGet(String path, String query) {
    return new SentRequest("GET", path, query, pythonFields(), new byte[0]);
  }

  /**
   * As MLflow's Python client writes.
   *
   * @param path of the operation
   * @param json the body
   * @return a POST
   */
  public static SentRequest pythonPost(String path, String json) {
    return post(path, json, pythonFields());
  }

  /**
   * As a page of MLflow's UI asks in Chromium.
   *
   * @param path of the operation
   * @return a GET
   */
  public static SentRequest browserGet(String path) {
    return new SentRequest("GET", path, null, browserFields(), new byte[0]);
  }

  /**
   * As a page of MLflow's UI writes in Chromium, or asks by GraphQL.
   *
   * @param path of the operation
   * @param json the body
   * @return a POST
   */
  public static SentRequest browserPost(String path, String json) {
    Map<String, String> fields = browserFields();
    fields.put("Origin", "https://mlflow.example.org");
    return post(path, json, fields);
  }

  private static SentRequest post(String path, String json, Map<String, String> fields) {
    byte[] body = json.getBytes(UTF_8);
    fields.put("Content-Type", "application/json");
    fields.put("Content-Length", Integer.toString(body.length));
    return new SentRequest("POST", path, null, fields, body);
  }

  private static Map<String, String> pythonFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Host", "mlflow.example.org");
    fields.put("User-Agent", "mlflow-python-client/3.17.2");
    fields.put("Accept-Encoding", "gzip, deflate");
    fields.put("Accept", "*/*");
    fields.put("Connection", "keep-alive");
    fields.put("Authorization", AUTHORIZATION);
    return fields;
  }

  private static Map<String, String> browserFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Host", "mlflow.example.org");
    fields.put("Connection", "keep-alive");
    fields.put("Authorization", AUTHORIZATION);
    fields.put("sec-ch-ua-platform", "\"Linux\"");
    fields.put(
        "User-Agent",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/142.0.0.0 Safari/537.36");
    fields.put("sec-ch-ua", "\"Chromium\";v=\"142\", \"Not_A Brand\";v=\"99\"");
    fields.put("sec-ch-ua-mobile", "?0");
    fields.put("Accept", "*/*");
    fields.put("Sec-Fetch-Site", "same-origin");
    fields.put("Sec-Fetch-Mode", "cors");
    fields.put("Sec-Fetch-Dest", "empty");
    fields.put("Referer", "https://mlflow.example.org/");
    fields.put("Accept-Encoding", "gzip, deflate, br, zstd");
    fields.put("Accept-Language", "en-US,en;q=0.9");
    return fields;
  }

  /** As it goes over the wire. */
  byte[] bytes() {
    StringBuilder message = new StringBuilder(method).append(' ').append(path);
    if (query != null) {
      message.append('?').append(query);
    }
    message.append(" HTTP/1.1\r\n");
    fields.forEach((name, value) -> message.append(name + ": " + value + "\r\n"));
    message.append("\r\n").append(new String(body, UTF_8));
    return message.toString().getBytes(ISO_8859_1);
  }
}
