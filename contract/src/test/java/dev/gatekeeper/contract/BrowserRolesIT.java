package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** MLflow's own pages in a real Chromium, for a reader, a writer and an administrator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserRolesIT {

  private static final String FILL_MLFLOW =
      """
      import mlflow, sys
      name = sys.argv[1]
      mlflow.set_experiment(name + '-talk')
      mlflow.trace(lambda x: x, name=name + '-trace')(1)
      mlflow.flush_trace_async_logging()
      mlflow.MlflowClient().create_registered_model(name + '-model')
      experiment = mlflow.set_experiment(name)
      with mlflow.start_run(run_name=name + '-run') as run:
        mlflow.log_metric('loss', 0.5)
      print('made:', experiment.experiment_id, run.info.run_id)
      """;

  private static final Pattern MADE = Pattern.compile("made: (\\d+) (\\w+)");

  /** As the UI of older releases does when it has inferred what an experiment is for. */
  private static final String TAG_THE_EXPERIMENT =
      """
      const [experiment, times, done] = arguments
      const tag = async () => {
        const answers = new Set()
        for (let i = 0; i < times; i++) {
          const answer = await fetch('ajax-api/2.0/mlflow/experiments/set-experiment-tag', {
            method: 'POST',
            headers: {'Content-Type': 'application/json; charset=utf-8'},
            body: JSON.stringify({
              experiment_id: experiment, key: 'mlflow.experimentKind', value: 'genai_development'})
          })
          answers.add(answer.status + ' ' + answer.headers.get('WWW-Authenticate'))
        }
        return [...answers].join()
      }
      tag().then(done, done)
      """;

  private static final int MORE_THAN_LOCK_OUT = 30;

  private final String name = "lab-" + System.nanoTime();

  private Container gate;
  private Path audit;
  private String experiment;
  private String run;
  private Chromium ritas;

  @BeforeAll
  void fillMlflow() throws Exception {
    ritas = Chromium.start();
    Path passwords = Gate.passwordFile();
    audit = Files.createTempDirectory(Container.WORK, "audit").resolve("audit.json");
    gate =
        Jetty.start(
            List.of(new Deployment("", Map.of())),
            Map.of(
                "gatekeeper.upstream", RealMlflow.server().uri().toString(),
                "gatekeeper.htpasswd-file", passwords.toString(),
                "gatekeeper.htgroup-file", Gate.groupFile().toString(),
                "gatekeeper.default-role", "none",
                "gatekeeper.audit-file", audit.toString()));
    PythonClient.Outcome outcome =
        new PythonClient(gate.uri(""), "will", "writing")
            .run(
                List.of(RealMlflow.command().python().toString(), "-c", FILL_MLFLOW, name),
                Container.WORK);
    Matcher made = MADE.matcher(outcome.output());
    assertThat(made.find()).as(outcome.output()).isTrue();
    experiment = made.group(1);
    run = made.group(2);
    ritas.logIn(gate, "/version", "rita", "reading");
  }

  @AfterAll
  void end() {
    if (ritas != null) {
      ritas.close();
    }
    if (gate != null) {
      gate.close();
    }
  }

  @Test
  void readerSeesWhatThereIsAndNothingIsRefused() throws Exception {
    ritas.failedRequests();

    seeThePages(ritas, "rita");

    assertNothingIsBroken(ritas);
  }

  @Test
  void whatAReadersPageWritesByItselfIsRefusedWithoutALoginAndLocksNobodyOut() throws Exception {
    open(ritas, "/#/experiments/" + experiment + "/runs", name + "-run");

    assertThat(
            ritas.driver().executeAsyncScript(TAG_THE_EXPERIMENT, experiment, MORE_THAN_LOCK_OUT))
        .isEqualTo("403 null");

    assertThat(Files.readString(audit))
        .containsPattern(
            "\"user\":\"rita\"[^\n]*\"operation\":\"experiments/set-experiment-tag\"[^\n]*403");
    ritas.driver().navigate().refresh();
    ritas.awaitText(name + "-run");
    assertThat(ritas.failedRequests()).noneMatch(request -> request.startsWith("401"));
    assertThat(ritas.uncaughtErrors()).isEqualTo("[]");
  }

  @Test
  void readerWhoRenamesARunIsToldWhichRoleToAskFor() throws Exception {
    rename(ritas, "by-rita");

    ritas.awaitText(
        "Permission denied. rita may read but not write here; ask for the role 'writer'.");
    ritas.photograph("rename-rita");
    assertThat(ritas.failedRequests())
        .contains("403 " + gate.uri("") + "/ajax-api/2.0/mlflow/runs/update")
        .noneMatch(request -> request.startsWith("401"));
    assertThat(ritas.uncaughtErrors()).isEqualTo("[]");
  }

  @Test
  void readerWhoOpensTheWebhooksIsToldWhichRoleToAskFor() throws Exception {
    open(
        ritas,
        "/#/settings/webhooks",
        "Permission denied. rita may read but not administer here; ask for the role 'admin'.");
    ritas.photograph("webhooks-rita");
    assertThat(ritas.uncaughtErrors()).isEqualTo("[]");
  }

  @Test
  void writerSeesTheSamePagesAndRenamesARun() throws Exception {
    try (Chromium wills = Chromium.start()) {
      wills.logIn(gate, "/version", "will", "writing");
      seeThePages(wills, "will");

      rename(wills, name + "-run-of-will");

      wills.awaitText(name + "-run-of-will");
      wills.photograph("rename-will");
      assertNothingIsBroken(wills);
    }
  }

  @Test
  void administratorSeesTheWebhooks() throws Exception {
    try (Chromium annas = Chromium.start()) {
      annas.logIn(gate, "/version", "anna", "running");

      open(annas, "/#/settings/webhooks", "No webhooks");

      annas.photograph("webhooks-anna");
      assertNothingIsBroken(annas);
    }
  }

  private void seeThePages(Chromium chromium, String user) throws IOException {
    String home = "/#/experiments/" + experiment;
    open(chromium, "/#/experiments", name + "-talk");
    chromium.photograph("experiments-" + user);
    open(chromium, home + "/runs?workflowType=machine_learning", name + "-run");
    chromium.photograph("runs-" + user);
    open(chromium, home + "/runs/" + run, "About this run");
    chromium.photograph("run-" + user);
    open(chromium, "/#/models", name + "-model");
    open(chromium, "/#/models/" + name + "-model", "Created Time");
    chromium.photograph("model-" + user);
  }

  private void rename(Chromium chromium, String newName) {
    open(chromium, "/#/experiments/" + experiment + "/runs/" + run, "About this run");
    chromium.find(By.cssSelector("[data-testid=overflow-menu-trigger]")).click();
    chromium.find(By.cssSelector("[data-testid=overflow-rename-button]")).click();
    chromium.find(By.cssSelector("[role=dialog] input")).sendKeys(newName);
    chromium.find(By.xpath("//*[@role='dialog']//button[normalize-space()='Save']")).click();
  }

  /** Loads the page afresh: an address that differs only behind the # would load nothing. */
  private void open(Chromium chromium, String path, String text) {
    chromium.driver().get("about:blank");
    chromium.driver().get(gate.uri("") + path);
    chromium.awaitText(text);
    assertThat(chromium.uncaughtErrors()).isEqualTo("[]");
  }

  private static void assertNothingIsBroken(Chromium chromium) {
    assertThat(chromium.uncaughtErrors()).isEqualTo("[]");
    assertThat(chromium.failedRequests()).allMatch(request -> request.endsWith("/favicon.ico"));
  }
}
