package dev.gatekeeper.realms.ldap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** OpenLDAP's server on loopback, with a certificate of its own. */
final class Slapd implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/slapd");
  private static final String ROOT = "cn=root,dc=example,dc=org";

  private final Path folder;
  private final int port = freePort();
  private final int tlsPort = freePort();
  private @Nullable Process process;

  private Slapd(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts one with entries.
   *
   * @param folder empty
   * @param name in its certificate
   * @param access rules, in the language of slapd.conf
   */
  static Slapd start(Path folder, String name, String access, String ldif)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(PROGRAM)) {
      absent();
    }
    Slapd slapd = new Slapd(folder);
    slapd.makeCertificate(name);
    Files.createDirectories(folder.resolve("db"));
    Files.writeString(folder.resolve("slapd.conf"), slapd.configuration(access));
    slapd.start();
    slapd.run(ldif, "ldapadd");
    return slapd;
  }

  private static void absent() {
    String sentence = "There is no slapd on this machine (Debian: slapd, ldap-utils).";
    if ("true".equals(System.getenv("CI"))) {
      fail(sentence);
    }
    abort(sentence);
  }

  private String configuration(String access) {
    return """
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        moduleload memberof
        pidfile FOLDER/slapd.pid
        TLSCertificateFile FOLDER/cert.pem
        TLSCertificateKeyFile FOLDER/key.pem
        database mdb
        suffix "dc=example,dc=org"
        rootdn "cn=root,dc=example,dc=org"
        rootpw root
        directory FOLDER/db
        maxsize 10485760
        overlay memberof
        """
            .replace("FOLDER", folder.toString())
        + access;
  }

  private void makeCertificate(String name) throws IOException, InterruptedException {
    run(
        "",
        List.of(
            "openssl",
            "req",
            "-x509",
            "-nodes",
            "-newkey",
            "rsa:2048",
            "-subj",
            "/CN=" + name,
            "-addext",
            "subjectAltName=DNS:" + name,
            "-keyout",
            folder.resolve("key.pem").toString(),
            "-out",
            certificate().toString()));
  }

  void start() throws IOException {
    Process started =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-d",
                "0",
                "-f",
                folder.resolve("slapd.conf").toString(),
                "-h",
                "ldap://127.0.0.1:%d/ ldaps://127.0.0.1:%d/".formatted(port, tlsPort))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    process = started;
    while (!isListening()) {
      if (!started.isAlive()) {
        throw new AssertionError("slapd ended: " + Files.readString(folder.resolve("log")));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private boolean isListening() {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket tls = new Socket(InetAddress.getLoopbackAddress(), tlsPort)) {
      return plain.isConnected() && tls.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Changes entries, by what ldapmodify reads. */
  void modify(String changes) throws IOException, InterruptedException {
    run(changes, "ldapmodify");
  }

  private void run(String input, String program) throws IOException, InterruptedException {
    run(input, List.of(program, "-x", "-H", url(), "-D", ROOT, "-w", "root"));
  }

  private static void run(String input, List<String> command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command.get(0) + ": " + output);
    }
  }

  String url() {
    return "ldap://127.0.0.1:" + port;
  }

  String startTlsUrl() {
    return "ldap://localhost:" + port;
  }

  String tlsUrl() {
    return "ldaps://localhost:" + tlsPort;
  }

  Path certificate() {
    return folder.resolve("cert.pem");
  }

  void stop() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }

  /** Has it answer nothing more, while the kernel still accepts connections for it. */
  void freeze() throws IOException, InterruptedException {
    if (process != null) {
      run("", List.of("kill", "-STOP", String.valueOf(process.pid())));
    }
  }

  /** One that is frozen, too. */
  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
