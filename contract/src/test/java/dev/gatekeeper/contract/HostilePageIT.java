package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another origin, in a real Chromium that knows an administrator's password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePageIT {

  /** Another site's name, and this site's with another port. */
  private static final String CROSS_SITE = "evil.test";

  private static final String SAME_SITE = "localhost";

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <title>loaded</title>
      <form id="create" method="post" enctype="text/plain" action="{{api}}/runs/create">
        <input name='{"experiment_id":"0","x":"' value='"}'>
      </form>
      <form id="delete" method="post" action="{{api}}/runs/delete">
        <input name="run_id" value="a">
      </form>
      <script>
        function done() { document.title = 'done' }
        function submit(form) { document.getElementById(form).submit() }
        function send(options) {
          fetch('{{api}}/runs/create', {method: 'POST', credentials: 'include', body: '{}', ...options})
              .then(done, done)
        }
        function show(path) {
          const image = new Image()
          image.onload = image.onerror = done
          image.src = '{{api}}/' + path
        }
      </script>
      """;

  private RecordingUpstream upstream;
  private Container gate;
  private Chromium chromium;
  private HttpServer stranger;
  private Path audit;

  @BeforeAll
  void logIn() throws IOException {
    chromium = Chromium.start("--host-resolver-rules=MAP " + CROSS_SITE + " 127.0.0.1");
    upstream = new RecordingUpstream();
    stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext("/", this::answerWithThePage);
    stranger.start();
    Path passwords = Gate.passwordFile();
    audit = Files.createTempDirectory(Container.WORK, "audit").resolve("audit.json");
    gate =
        Jetty.start(
            List.of(new Deployment("/roles", Map.of())),
            Map.of(
                "gatekeeper.upstream", upstream.uri().toString(),
                "gatekeeper.htpasswd-file", passwords.toString(),
                "gatekeeper.htgroup-file", Gate.groupFile().toString(),
                "gatekeeper.audit-file", audit.toString()));
    chromium.logIn(gate, "/roles/version", "anna", "running");
  }

  @AfterAll
  void end() throws IOException {
    if (chromium != null) {
      chromium.close();
    }
    if (gate != null) {
      gate.close();
      stranger.stop(0);
      upstream.close();
    }
  }

  @BeforeEach
  void forgetWhatTheUpstreamGot() {
    upstream.answerOk();
  }

  /** Chromium sends no credentials with what a page of another site only loads. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          evil.test | submit('create')        | POST | runs/create | "user":"anna".*"status":403
          evil.test | submit('delete')        | POST | runs/delete | "user":"anna".*"status":403
          evil.test | send({mode: 'no-cors'}) | POST | runs/create | "status":40[13]
          evil.test | show('permissions/list')      | GET  | permissions/list  | "status":40[13]
          localhost | submit('create')        | POST | runs/create | "user":"anna".*"status":403
          localhost | submit('delete')        | POST | runs/delete | "user":"anna".*"status":403
          localhost | send({mode: 'no-cors'}) | POST | runs/create | "user":"anna".*"status":403
          localhost | show('permissions/list')      | GET  | permissions/list  | "user":"anna".*"status":403
          """)
  void whatAPageOfAnotherOriginSendsInTheNameOfItsReaderIsRefused(
      String host, String attack, String method, String operation, String refusal)
      throws Exception {
    openStrangersPage(host);
    long before = auditLines().size();

    chromium.driver().executeScript(attack);

    Predicate<String> refused = Pattern.compile(refusal).asPredicate();
    String request = "\"method\":\"%s\",\"operation\":\"%s\"".formatted(method, operation);
    Await.until(
        request + " as refused in the audit",
        () ->
            auditLines().stream()
                .skip(before)
                .anyMatch(line -> line.contains(request) && refused.test(line)));
    assertThat(upstream.gotNothing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {CROSS_SITE, SAME_SITE})
  void readerOfAHostilePageSeesWhyItsFormWasRefused(String host) throws Exception {
    openStrangersPage(host);

    chromium.driver().executeScript("submit('create')");

    chromium.awaitText("gatekeeper.public-origins");
    assertThat(chromium.text())
        .contains("Permission denied", "http://" + host + ":" + stranger.getAddress().getPort());
    chromium.photograph("hostile-" + host);
  }

  @ParameterizedTest
  @ValueSource(strings = {CROSS_SITE, SAME_SITE})
  void whatChromiumAsksBeforehandIsNotAllowed(String host) {
    openStrangersPage(host);

    chromium.driver().executeScript("send({headers: {'Content-Type': 'application/json'}})");

    awaitDone();
    assertThat(upstream.gotNothing()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          submit('create')                                     | POST /api/2.0/mlflow/runs/create
          submit('delete')                                     | POST /api/2.0/mlflow/runs/delete
          send({mode: 'no-cors'})                              | POST /api/2.0/mlflow/runs/create
          send({headers: {'Content-Type': 'application/json'}})| POST /api/2.0/mlflow/runs/create
          show('permissions/list')                                   | GET /api/2.0/mlflow/permissions/list
          """)
  void theSameIsLetThroughFromThisServersOwnPage(String script, String request) throws Exception {
    openOwnPage();

    chromium.driver().executeScript(script);

    assertThat(upstream.takeRequest().requestLine()).startsWith(request);
  }

  @Test
  void aLinkOnAnotherSiteOpensMlflow() throws Exception {
    openStrangersPage(CROSS_SITE);

    chromium.driver().executeScript("location.href = arguments[0]", gate.uri("/roles") + "/");

    assertThat(upstream.takeRequest().requestLine()).startsWith("GET / ");
  }

  private void openStrangersPage(String host) {
    open("http://" + host + ":" + stranger.getAddress().getPort() + "/");
  }

  private void openOwnPage() throws InterruptedException {
    String page = page();
    upstream.answerWith(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
            + page.length()
            + "\r\nConnection: close\r\n\r\n"
            + page);
    open(gate.uri("/roles") + "/page");
    upstream.takeRequest();
  }

  private void open(String address) {
    chromium.driver().get(address);
    assertThat(chromium.driver().getTitle()).isEqualTo("loaded");
  }

  private void awaitDone() {
    Await.until("the page's own end", () -> chromium.driver().getTitle().equals("done"));
  }

  private List<String> auditLines() throws IOException {
    return Files.readAllLines(audit);
  }

  private String page() {
    return PAGE.replace("{{api}}", gate.uri("/roles") + "/api/2.0/mlflow");
  }

  private void answerWithThePage(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] page = page().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }
}
