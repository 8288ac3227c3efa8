package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** MLflow's own account and admin pages in a real Chromium, over the password file. */
class BrowserAccountsIT {

  private static final String FIRST = "the first password";
  private static final String SECOND = "the second password";

  private AccountFolder files;
  private Container gate;

  @BeforeEach
  void start() throws Exception {
    files = AccountFolder.make();
    gate =
        Jetty.start(
            "jetty-browser-accounts",
            List.of(new Deployment("", Map.of())),
            Map.of(
                "gatekeeper.upstream", RealMlflow.server().uri().toString(),
                "gatekeeper.htpasswd-file", files.users().toString(),
                "gatekeeper.htgroup-file", files.groups().toString(),
                "gatekeeper.default-role", "reader"),
            List.of());
  }

  @AfterEach
  void stop() {
    if (gate != null) {
      gate.close();
    }
  }

  @Test
  void administratorMakesAUserWhoChangesThePasswordAndIsLoggedOut() throws Exception {
    try (Chromium annas = Chromium.start()) {
      annas.logIn(gate, "/version", "anna", "running");
      makeUma(annas);
    }
    assertThat(Files.readString(files.users())).contains("\numa:$2y$");
    try (Chromium umas = Chromium.start()) {
      umas.logIn(gate, "/version", "uma", FIRST);
      changePassword(umas);
    }
    assertThat(statusOf("uma", FIRST)).isEqualTo(401);
    assertThat(statusOf("uma", SECOND)).isEqualTo(200);
    assertThat(htpasswdAccepts("uma", SECOND)).isTrue();
  }

  private void makeUma(Chromium annas) throws IOException {
    open(annas, "/#/");
    annas.find(By.cssSelector("[aria-label='Account menu for anna']"));
    annas.photograph("accounts-name-in-the-corner");
    open(annas, "/#/admin");
    annas.find(By.xpath("//button[normalize-space()='Create User']")).click();
    annas.find(By.cssSelector("[placeholder='Enter username']")).sendKeys("uma");
    annas.find(By.cssSelector("[placeholder='Enter password']")).sendKeys(FIRST);
    annas.photograph("accounts-create-user");
    annas.find(By.xpath("//button[normalize-space()='Create user']")).click();
    annas.find(By.linkText("uma"));
    annas.photograph("accounts-users");
    assertThat(annas.uncaughtErrors()).isEqualTo("[]");
  }

  private void changePassword(Chromium umas) throws IOException {
    open(umas, "/#/account");
    umas.find(By.xpath("//button[normalize-space()='Change password']")).click();
    umas.find(By.cssSelector("[placeholder='Enter current password']")).sendKeys("a wrong one");
    umas.find(By.cssSelector("[placeholder='Enter new password']")).sendKeys(SECOND);
    umas.find(By.cssSelector("[placeholder='Confirm new password']")).sendKeys(SECOND);
    umas.find(By.xpath("//button[normalize-space()='Update password']")).click();
    umas.awaitText("Current password does not match.");
    umas.photograph("accounts-change-password");
    // React does not notice that WebDriver clears a field
    umas.find(By.cssSelector("[placeholder='Enter current password']"))
        .sendKeys(Keys.chord(Keys.CONTROL, "a"), FIRST);
    umas.find(By.xpath("//button[normalize-space()='Update password']")).click();
    awaitLoginPrompt(umas);
  }

  @Test
  void readerHasNoAdminPageAndLogsOut() throws Exception {
    try (Chromium ritas = Chromium.start()) {
      ritas.logIn(gate, "/version", "rita", "reading");
      open(ritas, "/#/");
      ritas.find(By.cssSelector("[aria-label='Account menu for rita']")).click();
      ritas.find(By.xpath("//*[@role='menuitem'][normalize-space()='Account']"));
      assertThat(ritas.text()).doesNotContain("Manage");
      ritas.photograph("accounts-menu-of-a-reader");
      ritas.find(By.xpath("//*[@role='menuitem'][normalize-space()='Logout']")).click();
      awaitLoginPrompt(ritas);
    }
    assertThat(gate.log()).doesNotContain("is locked out");
  }

  /** MLflow's log-out asks with a user who is none, then loads the page anew. */
  private void awaitLoginPrompt(Chromium chromium) {
    Await.until(
        "the page to ask for a login",
        () -> chromium.failedRequests().contains("401 " + gate.uri("") + "/"));
  }

  private void open(Chromium chromium, String path) {
    chromium.driver().get("about:blank");
    chromium.driver().get(gate.uri("") + path);
  }

  private int statusOf(String user, String password) throws IOException {
    return RawHttp.send(
            gate.port(), "GET /api/2.0/mlflow/users/current HTTP/1.1", basic(user, password))
        .status();
  }

  private boolean htpasswdAccepts(String user, String password) throws Exception {
    try {
      return new ProcessBuilder("htpasswd", "-vb", files.users().toString(), user, password)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      RealMlflow.absent("There is no htpasswd on the PATH to look at the file with.");
      throw new AssertionError("not reached", e);
    }
  }
}
