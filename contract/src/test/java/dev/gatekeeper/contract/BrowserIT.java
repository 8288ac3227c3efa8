package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** MLflow's own pages in a real Chromium, behind the gate. */
class BrowserIT {

  private static final Path SCREENSHOT = Container.WORK.resolve("ui.png");

  @Test
  void uiShowsARunAfterTheLoginAndNoRequestFailsButTheOneForTheCurrentUser() throws Exception {
    Path chromium = find("chromium", "chromium-browser", "google-chrome");
    Path driver = find("chromedriver");
    Path passwords = Files.createDirectories(Container.WORK).resolve("browser-htpasswd");
    // htpasswd -nbB -C 4 bob builder
    Files.writeString(
        passwords, "bob:$2y$04$LxsyTs0BFeziBWfD5gNlcOJQI8oDvmXlKRd6mEOAL2lkSNjO7uPbi\n");
    try (Container gate =
        Jetty.start(
            List.of(new Deployment("", Map.of())),
            Map.of(
                "gatekeeper.upstream", RealMlflow.server().uri().toString(),
                "gatekeeper.htpasswd-file", passwords.toString()))) {
      String run = logARun(gate);
      look(gate, run, chromium, driver);
    }
  }

  private static String logARun(Container gate) throws Exception {
    String name = "browser-" + System.nanoTime();
    PythonClient.Outcome outcome =
        new PythonClient(gate.uri(""), "bob", "builder")
            .run(
                List.of(
                    RealMlflow.command().python().toString(),
                    "-c",
                    "import mlflow\nwith mlflow.start_run(run_name='"
                        + name
                        + "'):"
                        + " mlflow.log_metric('m', 1)"),
                Container.WORK);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return name;
  }

  private static void look(Container gate, String run, Path chromium, Path driver)
      throws IOException {
    ChromeDriver browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(),
            headless(chromium));
    try {
      browser.executeCdpCommand("Network.enable", Map.of());
      browser.executeCdpCommand(
          "Network.setExtraHTTPHeaders",
          Map.of("headers", Map.of("Authorization", basic("bob", "builder").substring(15))));
      browser.get(gate.uri("") + "/#/experiments/0/runs");
      Await.until(
          "the run on the page",
          () -> browser.findElement(By.tagName("body")).getText().contains(run));
      Files.write(SCREENSHOT, browser.getScreenshotAs(OutputType.BYTES));
      assertThat(failedRequests(browser))
          .allMatch(request -> request.endsWith("/mlflow/users/current"));
    } finally {
      browser.quit();
    }
  }

  private static ChromeOptions headless(Path chromium) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability("goog:loggingPrefs", Map.of("performance", "ALL"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1400,900");
    return options;
  }

  /** Status and address of what the browser's own log of the network has as failed. */
  private static List<String> failedRequests(ChromeDriver browser) {
    return browser.manage().logs().get("performance").getAll().stream()
        .map(entry -> JsonParser.parseString(entry.getMessage()).getAsJsonObject())
        .map(entry -> entry.getAsJsonObject("message"))
        .filter(event -> event.get("method").getAsString().equals("Network.responseReceived"))
        .map(event -> event.getAsJsonObject("params").getAsJsonObject("response"))
        .filter(response -> response.get("status").getAsInt() >= 400)
        .map(response -> response.get("status") + " " + response.get("url").getAsString())
        .toList();
  }

  private static Path find(String... names) {
    Optional<Path> found =
        Stream.of(names)
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(":", -1))
                        .map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      RealMlflow.absent("There is no " + names[0] + " on the PATH to look at MLflow's pages with.");
    }
    return found.orElseThrow();
  }
}
