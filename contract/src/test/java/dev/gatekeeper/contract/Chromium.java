package dev.gatekeeper.contract;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real Chromium without a window. */
final class Chromium implements AutoCloseable {

  private static final String KEEP_UNCAUGHT_ERRORS =
      """
      window.uncaught = [];
      addEventListener('error', event => uncaught.push(String(event.message)));
      addEventListener('unhandledrejection', event => uncaught.push(String(event.reason)));
      """;

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test, or fails it on CI, where there is no Chromium. */
  static Chromium start(String... arguments) {
    Path chromium = find("chromium", "chromium-browser", "google-chrome");
    Path driver = find("chromedriver");
    ChromeDriver started =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(),
            headless(chromium).addArguments(arguments));
    started.executeCdpCommand(
        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", KEEP_UNCAUGHT_ERRORS));
    return new Chromium(started);
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

  ChromeDriver driver() {
    return driver;
  }

  /**
   * Makes it know a user's credentials, as if they had been typed into its dialog: it then sends
   * them by itself, whoever's page asks. The log of the network begins afterwards.
   */
  void logIn(Container gate, String path, String user, String password) {
    driver.get("http://%s:%s@localhost:%d%s".formatted(user, password, gate.port(), path));
    failedRequests();
  }

  /** What a person can read on the page. */
  String text() {
    return String.valueOf(
        driver.executeScript("return document.body ? document.body.innerText : ''"));
  }

  /** Waits for an element. */
  WebElement find(By what) {
    Await.until(what + " on " + driver.getCurrentUrl(), () -> !driver.findElements(what).isEmpty());
    return driver.findElement(what);
  }

  void awaitText(String text) {
    Await.until("'" + text + "' on " + driver.getCurrentUrl(), () -> text().contains(text));
  }

  /** A JSON array of what no code of the page has caught since it was loaded. */
  String uncaughtErrors() {
    return String.valueOf(driver.executeScript("return JSON.stringify(window.uncaught)"));
  }

  /** Status and address of what its own log of the network has as failed since the last call. */
  List<String> failedRequests() {
    return driver.manage().logs().get("performance").getAll().stream()
        .map(entry -> JsonParser.parseString(entry.getMessage()).getAsJsonObject())
        .map(entry -> entry.getAsJsonObject("message"))
        .filter(event -> event.get("method").getAsString().equals("Network.responseReceived"))
        .map(event -> event.getAsJsonObject("params").getAsJsonObject("response"))
        .filter(response -> response.get("status").getAsInt() >= 400)
        .map(response -> response.get("status") + " " + response.get("url").getAsString())
        .toList();
  }

  /** Keeps a picture of the page for a person to look at. */
  void photograph(String name) throws IOException {
    Files.write(
        Files.createDirectories(Container.WORK).resolve(name + ".png"),
        driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
