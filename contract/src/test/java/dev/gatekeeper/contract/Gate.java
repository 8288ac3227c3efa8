package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.basic;

import dev.gatekeeper.contract.RawHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * The gate in a container, at several context paths, with a user who may pass.
 *
 * @param container in which the WAR is deployed: at the root and as {@code /mlflow} before MLflow,
 *     as {@code /echo}, {@code /prefix}, with a lock-out, an open path and a trusted proxy {@code
 *     /strict}, with a field for the user's name and more {@code /telling}, with short timeouts
 *     {@code /impatient}, and with one exchange at a time {@code /single} before the recording
 *     upstream, as {@code /down} before nothing, as {@code /roles} with groups and an audit file
 *     before the recording upstream and as {@code /lab} before MLflow, as {@code /accounts} and
 *     {@code /accounts-off} with files that are to be changed; and as {@code /broken}, {@code
 *     /closed} and {@code /missing} with settings that keep it shut
 * @param upstream what stands behind {@code /echo}
 * @param passwords the htpasswd file
 * @param audit the audit file of {@code /roles}
 * @param accounts the files of {@code /accounts}
 */
record Gate(
    Container container,
    RecordingUpstream upstream,
    Path passwords,
    Path audit,
    AccountFolder accounts)
    implements AutoCloseable {

  static final String ALICE = basic("alice", "wonder:land");
  static final String ZOE = basic("zoë", "käse");

  /** In the groups reader, writer and admin, and in none, where {@code /roles} is. */
  static final String RITA = basic("rita", "reading");

  static final String WILL = basic("will", "writing");
  static final String ANNA = basic("anna", "running");
  static final String NORA = basic("nora", "nothing");

  /** Whom {@code /strict} believes; on loopback, as every address of this net is. */
  static final String TRUSTED_PROXY = "127.0.0.3";

  /** Starts a container with deployments and system properties. */
  @FunctionalInterface
  interface Starter {
    Container start(List<Deployment> deployments, Map<String, String> settings) throws IOException;
  }

  static Gate deploy(Starter starter) throws IOException, InterruptedException {
    Path passwords = passwordFile();
    RecordingUpstream upstream = new RecordingUpstream();
    String nothing = "http://127.0.0.1:" + Container.freePort();
    Path audit = Files.createTempDirectory(Container.WORK, "audit").resolve("audit.json");
    AccountFolder accounts = AccountFolder.make();
    Map<String, String> groups =
        Map.of(
            "gatekeeper.htgroup-file", groupFile().toString(),
            "gatekeeper.default-role", "none",
            "gatekeeper.audit-file", audit.toString());
    Container container =
        starter.start(
            List.of(
                new Deployment("", Map.of()),
                new Deployment("/mlflow", Map.of()),
                new Deployment("/echo", Map.of("gatekeeper.upstream", upstream.uri().toString())),
                new Deployment(
                    "/prefix", Map.of("gatekeeper.upstream", upstream.uri() + "/static")),
                new Deployment("/down", Map.of("gatekeeper.upstream", nothing)),
                new Deployment(
                    "/strict",
                    Map.of(
                        "gatekeeper.upstream", upstream.uri().toString(),
                        "gatekeeper.lockout-after", "3",
                        "gatekeeper.lockout-first-delay", "1h",
                        "gatekeeper.open-paths", "/health /open/",
                        "gatekeeper.trusted-proxies", TRUSTED_PROXY + "/32")),
                new Deployment(
                    "/telling",
                    Map.of(
                        "gatekeeper.upstream", upstream.uri().toString(),
                        "gatekeeper.open-paths", "/health",
                        "gatekeeper.user-header", "X-Forwarded-User",
                        "gatekeeper.forwarded-header", "true",
                        "gatekeeper.admitted-headers", "My_Field")),
                new Deployment(
                    "/impatient",
                    Map.of(
                        "gatekeeper.upstream", upstream.uri().toString(),
                        "gatekeeper.upstream-response-timeout", "1s",
                        "gatekeeper.upstream-idle-timeout", "1s")),
                new Deployment(
                    "/single",
                    Map.of(
                        "gatekeeper.upstream",
                        upstream.uri().toString(),
                        "gatekeeper.exchanges-at-once",
                        "1")),
                new Deployment("/lab", groups),
                new Deployment("/roles", with(groups, upstream)),
                new Deployment("/accounts", with(accounts.settings(), upstream)),
                new Deployment("/accounts-off", with(accounts.settingsOff(), upstream)),
                new Deployment("/broken", Map.of("gatekeeper.upstream", "mlflow:5000")),
                new Deployment("/closed", Map.of("gatekeeper.htpasswd-file", "")),
                new Deployment(
                    "/missing", Map.of("gatekeeper.htpasswd-file", "/nonexistent/htpasswd"))),
            Map.of(
                "gatekeeper.upstream", mlflowOr(upstream).toString(),
                "gatekeeper.htpasswd-file", passwords.toString()));
    return new Gate(container, upstream, passwords, audit, accounts);
  }

  /** A file with the passwords of those who may pass. */
  static Path passwordFile() throws IOException {
    Path passwords = Files.createDirectories(Container.WORK).resolve("htpasswd");
    // htpasswd -nbB -C 4 alice wonder:land, and so on; htpasswd -nbm zoë käse
    return Files.writeString(
        passwords,
        """
        alice:$2y$04$dz7WKopXUw5EBYuGImu9oOWu1dE2pWKc5ofliK9Ng2QeGJ3h3QSmO
        zoë:$apr1$0uT7Ug49$rnnJtfsQtsxpRWOEKLQFm/
        rita:$2y$04$Plk0cFAuf29DRkh0VNDMM.gC9Eq9I9UF9rWWNXXKd8CzwaaIifsKm
        will:$2y$04$cPq3gJek23tfk9YhgEQcvuAyEN0wi9BV8kIXTodkKrx.fYJ4aLY8y
        anna:$2y$04$O5uZ92m.qiBZsVNJ51R/8uu.i4yA5h4/npLj21RWrMnMXWJ9s4rW.
        nora:$2y$04$/N.2v6mcB3PH7QsGfPdS/umNGSbWmV8G0Cb1.iS.1WpnqaSrAgh22
        """);
  }

  /** A file with the groups of those who have a role. */
  static Path groupFile() throws IOException {
    return Files.writeString(
        Container.WORK.resolve("htgroup"),
        "reader: rita\nwriter: will\nadmin: anna\nstaff: nora\n");
  }

  private static Map<String, String> with(
      Map<String, String> settings, RecordingUpstream upstream) {
    Map<String, String> more = new HashMap<>(settings);
    more.put("gatekeeper.upstream", upstream.uri().toString());
    return more;
  }

  private static URI mlflowOr(RecordingUpstream upstream) throws IOException, InterruptedException {
    try {
      return RealMlflow.server().uri();
    } catch (TestAbortedException e) {
      return upstream.uri();
    }
  }

  Answer send(String requestLine, String... fields) throws IOException {
    return RawHttp.send(container.port(), requestLine, fields);
  }

  Answer sendFrom(String address, String requestLine, String... fields) throws IOException {
    return RawHttp.sendFrom(address, container.port(), requestLine, fields);
  }

  /** Alice's request to the recording upstream, up to where more fields may follow. */
  static String head(String methodAndTarget, String connection) {
    return RawHttp.lines(
        methodAndTarget + " HTTP/1.1", "Host: localhost", ALICE, "Connection: " + connection, "");
  }

  @Override
  public void close() throws IOException {
    container.close();
    upstream.close();
  }
}
