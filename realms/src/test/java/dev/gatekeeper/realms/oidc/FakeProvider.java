package dev.gatekeeper.realms.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID provider that says what a test wants it to say. */
final class FakeProvider implements AutoCloseable {

  static final String DISCOVERY = "/.well-known/openid-configuration";
  static final String KEYS = "/keys";
  static final String INTROSPECTION = "/introspect";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final HttpServer server;

  /** What an address answers. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException;

    static Answer of(int status, String body) {
      return exchange -> {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
      };
    }
  }

  FakeProvider() throws IOException {
    this(0);
  }

  FakeProvider(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    describes(issuer());
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
    try (exchange) {
      answers.getOrDefault(path, Answer.of(404, "")).to(exchange);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String issuer() {
    return "http://127.0.0.1:" + port();
  }

  void answers(String path, Answer answer) {
    answers.put(path, answer);
  }

  void describes(String issuer) {
    answers(
        DISCOVERY,
        Answer.of(
            200,
            """
            {"issuer": "%1$s", "authorization_endpoint": "%2$s/authorize",
             "token_endpoint": "%2$s/token", "jwks_uri": "%2$s/keys",
             "introspection_endpoint": "%2$s/introspect", "response_types_supported": ["code"],
             "subject_types_supported": ["public"],
             "id_token_signing_alg_values_supported": ["RS256"]}
            """
                .formatted(issuer, issuer())));
  }

  void publishes(RSAKey... keys) {
    answers(KEYS, Answer.of(200, new JWKSet(List.of(keys)).toPublicJWKSet().toString()));
  }

  int timesAsked(String path) {
    return asked.getOrDefault(path, new AtomicInteger()).get();
  }

  static RSAKey key(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(id).generate();
  }

  /** The claims of an access token for the gate that holds for a minute. */
  Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", issuer());
    claims.put("aud", List.of("gate", "account"));
    claims.put("exp", Date.from(Instant.now().plusSeconds(60)));
    claims.put("preferred_username", "alice");
    claims.put("groups", List.of("data science", "staff"));
    claims.put("typ", "Bearer");
    return claims;
  }

  static String token(RSAKey key, Map<String, Object> claims) throws JOSEException {
    return token(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
        new RSASSASigner(key),
        claims);
  }

  static String token(JWSHeader header, JWSSigner signer, Map<String, Object> claims)
      throws JOSEException {
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims.forEach(set::claim);
    SignedJWT token = new SignedJWT(header, set.build());
    token.sign(signer);
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
