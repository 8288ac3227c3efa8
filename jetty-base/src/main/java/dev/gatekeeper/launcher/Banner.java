package dev.gatekeeper.launcher;

import java.io.PrintStream;
import java.util.Optional;

/** What a user sees when everything runs. */
final class Banner {

  private Banner() {}

  static void print(
      PrintStream out, int port, Optional<String> password, Optional<MlflowCommand> mlflow) {
    String url = "http://localhost:" + port;
    out.println();
    out.println("MLflow is guarded at " + url + "  (Ctrl-C ends it)");
    if (password.isPresent()) {
      out.println("User " + FirstUser.NAME + ", password " + password.get() + "  (shown only now)");
    } else {
      out.println("The users are those of the password file; its passwords are not shown again.");
    }
    out.println();
    out.println("Log a run through it" + mlflow.map(Banner::with).orElse("") + ":");
    out.println();
    out.println(
        "  import mlflow, os; os.environ.update(MLFLOW_TRACKING_USERNAME=\""
            + FirstUser.NAME
            + "\", MLFLOW_TRACKING_PASSWORD=\""
            + password.orElse("…")
            + "\")");
    out.println("  mlflow.set_tracking_uri(\"" + url + "\")");
    out.println("  with mlflow.start_run(): mlflow.log_metric(\"answer\", 42)");
    out.println();
    out.flush();
  }

  private static String with(MlflowCommand mlflow) {
    return " with " + mlflow.python();
  }
}
