package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The gate answers MLflow's user API as MLflow's own basic-auth app does: the same calls, made with
 * {@code account_calls.py} as an administrator, as a user and as nobody. Statuses are compared, and
 * bodies but for ids and wording; where MLflow answers an error without JSON, the status alone.
 */
class AccountParityIT {

  private static final String ADMIN = "anna";
  private static final String PASSWORD = "running the lab";

  /** What the gate would pass on would be answered 503. */
  private static final URI NOTHING = URI.create("http://127.0.0.1:" + Container.freePort());

  /** htpasswd -nbB -C 4 anna 'running the lab' */
  private static final String LINE =
      "anna:$2y$04$wNm4w3KCbQWuBogz5qpA5eJbjAOl7QhjqG35EXEEj.0rEb6tBEIxm\n";

  /** Where the gate differs on purpose. */
  private static final List<Difference> DIFFERENCES =
      List.of(
          differs(
              "admin create, (name with a colon|name with a line break|name edged with spaces"
                  + "|name of 256 bytes)",
              400,
              "INVALID_PARAMETER_VALUE",
              "an htpasswd file can't hold it, or two readers would take it for different names"),
          differs(
              "admin create, (name is a number|password is a number|name is a list)"
                  + "|admin other's password, (null|a number)"
                  + "|admin make admin, flag is (a string|null)",
              400,
              "INVALID_PARAMETER_VALUE",
              "a wrong type is named, and is neither an internal error nor passed over"),
          differs(
              "admin create, (password with NUL|password of 2000 characters)",
              400,
              "INVALID_PARAMETER_VALUE",
              "nobody could log in with it"),
          differs(
              "admin create, a key twice",
              400,
              "INVALID_PARAMETER_VALUE",
              "two readers would take different ones"),
          differs(
              "admin create, 1 MB", 400, "INVALID_PARAMETER_VALUE", "nobody has such a long name"),
          differs(
              "alice (roles/.* of none|roles/.* of a word|assign, no role|assign, a word"
                  + "|assign, a form|list roles with one of them)",
              403,
              "PERMISSION_DENIED",
              "roles are for administrators, whatever is asked"),
          differs(
              "admin (create a role.*|update a role|delete a role|(add|grant) a permission)",
              400,
              "BAD_REQUEST",
              "the roles are fixed"),
          differs(
              "admin the last administrator's own right",
              400,
              "BAD_REQUEST",
              "somebody must be able to administer"),
          showsOther(
              ".* (list users( afterwards)?|users with roles|current permissions( as admin)?"
                  + "|users/(roles|permissions)/list of .*)",
              "an administrator has the role admin, and who was given none has the default one"),
          showsOther(
              "admin (roles/permissions/list|roles/users/list|get a permission|users of a role)",
              "the gate's roles have permissions, and the default one has users"));

  /**
   * What a call brings from the gate, if not what it brings from MLflow.
   *
   * @param calls a pattern of who and what
   * @param status of the gate's answer, or 0 if it is MLflow's
   * @param errorCode in the gate's answer, or empty if its body shows something else
   * @param why it differs
   */
  record Difference(Pattern calls, int status, String errorCode, String why) {

    boolean concerns(Call call) {
      return calls.matcher(call.who() + " " + call.what()).matches();
    }

    boolean allows(Call mlflows, Call gates) {
      return status == 0
          ? mlflows.status() == gates.status()
          : gates.status() == status
              && gates.body().equals("{\"error_code\": \"" + errorCode + "\"}");
    }
  }

  private static Difference differs(String calls, int status, String errorCode, String why) {
    return new Difference(Pattern.compile(calls), status, errorCode, why);
  }

  private static Difference showsOther(String calls, String why) {
    return new Difference(Pattern.compile(calls), 0, "", why);
  }

  /** A call and its answer; the body is a dash if it is no JSON. */
  record Call(String who, String what, int status, String body) {

    static Call of(String line) {
      String[] columns = line.split("\t", 4);
      return new Call(columns[0], columns[1], Integer.parseInt(columns[2]), columns[3]);
    }

    boolean isLike(Call gates) {
      boolean saysLess = body.equals("-") && (status >= 400 || gates.body().equals("-"));
      return status == gates.status() && (saysLess || body.equals(gates.body()));
    }
  }

  @Test
  void gateAnswersAsMlflowDoes() throws Exception {
    List<Call> mlflows;
    try (BasicAuthApp app = BasicAuthApp.start(ADMIN, PASSWORD)) {
      mlflows = calls(app.uri());
    }
    List<Call> gates;
    try (Container gate = gate(NOTHING)) {
      gates = calls(gate.uri("/mlflow"));
    }
    assertThat(gates).hasSameSizeAs(mlflows);
    assertSoftly(
        softly -> {
          for (int i = 0; i < mlflows.size(); i++) {
            Call mlflow = mlflows.get(i);
            Call gate = gates.get(i);
            softly
                .assertThat(DIFFERENCES)
                .as("MLflow: %s%nthe gate: %s", mlflow, gate)
                .satisfies(
                    differences ->
                        assertThat(
                                differences.stream()
                                    .filter(difference -> difference.concerns(mlflow))
                                    .findFirst()
                                    .map(difference -> difference.allows(mlflow, gate))
                                    .orElseGet(() -> mlflow.isLike(gate)))
                            .isTrue());
          }
        });
  }

  private static List<Call> calls(URI server) throws IOException, InterruptedException {
    PythonClient.Outcome outcome =
        new PythonClient(server, ADMIN, PASSWORD)
            .run("account_calls.py", server.toString(), ADMIN, PASSWORD);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output().lines().map(Call::of).toList();
  }

  @Test
  void gateSaysAtItsStartThatMlflowAsksForPasswordsItself() throws Exception {
    try (BasicAuthApp app = BasicAuthApp.start(ADMIN, PASSWORD);
        Container gate = gate(app.uri())) {
      Await.until(
          "a line about it in the log", () -> gate.log().contains("asks for passwords itself"));
    }
  }

  private static Container gate(URI upstream) throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Container.WORK), "parity");
    Path users = Files.writeString(folder.resolve("htpasswd"), LINE);
    Path groups = Files.writeString(folder.resolve("htgroup"), "admin: anna\n");
    return Jetty.start(
        "jetty-parity",
        List.of(new Deployment("/mlflow", Map.of())),
        Map.of(
            "gatekeeper.upstream",
            upstream.toString(),
            "gatekeeper.htpasswd-file",
            users.toString(),
            "gatekeeper.htgroup-file",
            groups.toString(),
            "gatekeeper.default-role",
            "reader"),
        List.of());
  }
}
