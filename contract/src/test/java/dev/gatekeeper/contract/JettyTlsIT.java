package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Jetty base with the lines for HTTPS that docs/deploy.md shows. */
class JettyTlsIT {

  private static final Path KEYS = Container.WORK.resolve("keystore.p12");
  private static final Path RENEWED = Container.WORK.resolve("renewed.p12");
  private static final String PASSWORD = "changeit";

  private static RecordingUpstream upstream;
  private static Container gate;
  private static int port;
  private static SSLContext client;

  @BeforeAll
  static void start() throws Exception {
    client = trusting(List.of(newCertificate(KEYS), newCertificate(RENEWED)));
    upstream = new RecordingUpstream();
    port = Container.freePort();
    gate =
        Jetty.start(
            "jetty-tls",
            List.of(new Deployment("", Map.of())),
            Map.of(
                "gatekeeper.upstream", upstream.uri().toString(),
                "gatekeeper.htpasswd-file", Gate.passwordFile().toString(),
                "gatekeeper.stop-notice", "0s"),
            List.of(
                "--module=https,ssl-reload",
                "jetty.sslContext.keyStorePath=" + KEYS,
                "jetty.sslContext.keyStorePassword=" + PASSWORD,
                "jetty.ssl.host=127.0.0.1",
                "jetty.ssl.port=" + port));
  }

  @AfterAll
  static void stop() throws IOException {
    gate.close();
    upstream.close();
  }

  @Test
  void mlflowLearnsThatTheClientCameOverTls() throws Exception {
    try (SSLSocket socket = connect("localhost")) {
      write(socket, Gate.head("GET /x", "close") + "\r\n");

      assertThat(RawHttp.read(socket.getInputStream(), false).status()).isEqualTo(200);
    }
    assertThat(upstream.takeRequest().values("X-Forwarded-Proto")).containsExactly("https");
  }

  @Test
  void probesMayUseAnAddressThatTheCertificateDoesNotName() throws Exception {
    try (SSLSocket socket = connect("127.0.0.1")) {
      write(socket, "GET /-/healthy HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n");
      Answer answer = RawHttp.read(socket.getInputStream(), false);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("healthy\n");
    }
  }

  @Test
  void renewedCertificateIsShownWithoutRestart() throws Exception {
    Certificate old = shown();
    Files.move(RENEWED, KEYS, REPLACE_EXISTING);

    Await.until("the renewed certificate", () -> !shown().equals(old));
  }

  private static Certificate shown() throws IOException {
    try (SSLSocket socket = connect("localhost")) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLSocket connect(String host) throws IOException {
    return (SSLSocket) client.getSocketFactory().createSocket(host, port);
  }

  private static Certificate newCertificate(Path keys) throws Exception {
    Files.createDirectories(Container.WORK);
    Files.deleteIfExists(keys);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "gate",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            keys.toString(),
            "-storepass",
            PASSWORD);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    return KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()).getCertificate("gate");
  }

  private static SSLContext trusting(List<Certificate> certificates)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (Certificate certificate : certificates) {
      trusted.setCertificateEntry("gate-" + trusted.size(), certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
