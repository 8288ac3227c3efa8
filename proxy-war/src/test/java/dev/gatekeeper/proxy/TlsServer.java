package dev.gatekeeper.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/** An upstream over TLS, which answers every request 200 and closes. */
final class TlsServer implements AutoCloseable {

  private final SSLServerSocket server;

  /**
   * @param own its certificate and key
   * @param trusted whose certificate a client must show; it need show none if this is its own
   */
  TlsServer(KeyStoreFile own, KeyStoreFile trusted) throws IOException, GeneralSecurityException {
    SSLContextBuilder tls = SSLContextBuilder.create();
    own.showIn(tls);
    trusted.trustIn(tls);
    server =
        (SSLServerSocket)
            tls.build()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(!trusted.equals(own));
    Thread thread = new Thread(this::serve, "tls-server");
    thread.setDaemon(true);
    thread.start();
  }

  Upstream upstream() {
    return Upstream.parse("https://localhost:" + server.getLocalPort());
  }

  private void serve() {
    while (!server.isClosed()) {
      try (SSLSocket client = (SSLSocket) server.accept()) {
        client.getInputStream().readNBytes(1);
        client
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
        client.shutdownOutput();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // the client does not like this server, or this server the client
      }
    }
  }

  /** Makes a key store with a new key and a certificate for a name, by the JDK's own tool. */
  static KeyStoreFile newKey(Path folder, String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=dns:" + name,
        "-keyalg",
        "EC",
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass",
        "secret");
    return new KeyStoreFile(file, "secret");
  }

  /** Its certificate alone, as PEM. */
  static KeyStoreFile certificateOf(KeyStoreFile key) throws IOException, InterruptedException {
    Path file = key.path().resolveSibling(key.path().getFileName() + ".pem");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        key.path().getFileName().toString().replace(".p12", ""),
        "-keystore",
        key.path().toString(),
        "-storepass",
        "secret",
        "-file",
        file.toString());
    return new KeyStoreFile(file, "");
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    if (keytool.waitFor() != 0) {
      throw new AssertionError(output);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
