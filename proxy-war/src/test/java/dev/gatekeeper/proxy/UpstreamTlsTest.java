package dev.gatekeeper.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatekeeper.proxy.UpstreamConnections.UntrustedException;
import dev.gatekeeper.proxy.UpstreamTls.UnusableKeyStoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server over TLS, with certificates that keytool makes. */
class UpstreamTlsTest {

  private static final Optional<KeyStoreFile> NONE = Optional.empty();

  private static KeyStoreFile server;
  private static KeyStoreFile other;
  private static KeyStoreFile gate;

  @BeforeAll
  static void makeKeys(@TempDir Path folder) throws Exception {
    server = TlsServer.newKey(folder, "localhost");
    other = TlsServer.newKey(folder, "other.test");
    gate = TlsServer.newKey(folder, "gate");
  }

  @Test
  void serverThatNobodyVouchesForGetsNoRequest() throws Exception {
    try (TlsServer upstream = new TlsServer(server, server)) {
      assertThatExceptionOfType(UntrustedException.class)
          .isThrownBy(() -> get(upstream, NONE, NONE));
    }
  }

  @Test
  void certificateInATrustStoreIsBelieved() throws Exception {
    try (TlsServer upstream = new TlsServer(server, server)) {
      assertThat(get(upstream, Optional.of(server), NONE)).isEqualTo(200);
    }
  }

  @Test
  void certificateInAPemFileIsBelieved() throws Exception {
    try (TlsServer upstream = new TlsServer(server, server)) {
      assertThat(get(upstream, Optional.of(TlsServer.certificateOf(server)), NONE)).isEqualTo(200);
    }
  }

  @Test
  void certificateForAnotherNameIsRefusedThoughItIsBelieved() throws Exception {
    try (TlsServer upstream = new TlsServer(other, other)) {
      assertThatExceptionOfType(UntrustedException.class)
          .isThrownBy(() -> get(upstream, Optional.of(other), NONE));
    }
  }

  @Test
  void serverThatAsksForAClientsCertificateGetsIt() throws Exception {
    try (TlsServer upstream = new TlsServer(server, TlsServer.certificateOf(gate))) {
      assertThat(get(upstream, Optional.of(server), Optional.of(gate))).isEqualTo(200);
      assertThatThrownBy(() -> get(upstream, Optional.of(server), NONE))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void serverThatSpeaksNoTlsGetsNoRequest() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answer =
          new Thread(
              () -> {
                try (var client = plain.accept()) {
                  client
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                } catch (IOException e) {
                  // the test has ended
                }
              });
      answer.start();
      Upstream upstream = Upstream.parse("https://localhost:" + plain.getLocalPort());

      assertThatExceptionOfType(UntrustedException.class)
          .isThrownBy(() -> get(upstream, Optional.of(server), NONE));
    }
  }

  @Test
  void fileThatIsNoKeyStoreIsNamed() throws Exception {
    KeyStoreFile none =
        new KeyStoreFile(Files.writeString(server.path().resolveSibling("none"), "x"), "");

    assertThatExceptionOfType(UnusableKeyStoreException.class)
        .isThrownBy(() -> UpstreamTls.of(Optional.of(none), NONE))
        .satisfies(e -> assertThat(e.file()).isEqualTo(none));
  }

  @Test
  void wrongPasswordIsNotToldAnybody() {
    KeyStoreFile wrong = new KeyStoreFile(server.path(), "not-the-password");

    assertThatExceptionOfType(UnusableKeyStoreException.class)
        .isThrownBy(() -> UpstreamTls.of(Optional.of(wrong), NONE))
        .withMessageNotContaining("not-the-password");
    assertThat(wrong.toString()).doesNotContain("not-the-password");
  }

  @Test
  void keyStoreWithoutAKeyCannotBeShown() throws Exception {
    KeyStoreFile certificate = TlsServer.certificateOf(gate);

    assertThatExceptionOfType(UnusableKeyStoreException.class)
        .isThrownBy(() -> UpstreamTls.of(NONE, Optional.of(certificate)))
        .withMessageContaining("it has no key");
  }

  private static int get(
      TlsServer upstream, Optional<KeyStoreFile> trusted, Optional<KeyStoreFile> shown)
      throws Exception {
    return get(upstream.upstream(), trusted, shown);
  }

  private static int get(
      Upstream upstream, Optional<KeyStoreFile> trusted, Optional<KeyStoreFile> shown)
      throws UnusableKeyStoreException, IOException, HttpException {
    UpstreamAccess access =
        new UpstreamAccess(upstream, UpstreamTimeouts.DEFAULT, UpstreamTls.of(trusted, shown));
    try (UpstreamConnections connections = new UpstreamConnections(access, 1);
        UpstreamExchange exchange = connections.open()) {
      return exchange.answer(new BasicClassicHttpRequest("GET", upstream.host(), "/")).getCode();
    }
  }
}
