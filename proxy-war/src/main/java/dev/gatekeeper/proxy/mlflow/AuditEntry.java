package dev.gatekeeper.proxy.mlflow;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the audit: what somebody did or was not let do. It has no body, no credentials and no
 * path but the operation's name.
 */
record AuditEntry(
    Instant time,
    @Nullable String user,
    String address,
    Operation operation,
    Subject subject,
    @Nullable AccountChange account,
    int status,
    boolean cut,
    long received,
    long sent,
    long millis) {

  /** Names of operations that are longer are none of MLflow's. */
  private static final int LONGEST_NAME = 300;

  /** A JSON object without a line's end. */
  String toJson() {
    JsonObject line = new JsonObject();
    line.addProperty("time", time.toString());
    addIfKnown(line, "user", user);
    line.addProperty("address", address);
    line.addProperty("method", operation.method());
    line.addProperty("operation", shortened(operation.name()));
    line.addProperty("access", operation.access().name().toLowerCase(Locale.ROOT));
    addIfKnown(line, "experiment_id", subject.experimentId());
    addIfKnown(line, "run_id", subject.runId());
    if (account != null) {
      line.addProperty("account", account.account());
      if (account.role() != null) {
        line.addProperty("role", account.role());
        line.addProperty("granted", account.granted());
      }
    }
    line.addProperty("status", status);
    if (cut) {
      line.addProperty("cut", true);
    }
    line.addProperty("received_bytes", received);
    line.addProperty("sent_bytes", sent);
    line.addProperty("ms", millis);
    return Json.of(line);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
  }

  private static void addIfKnown(JsonObject line, String name, @Nullable String value) {
    if (value != null) {
      line.addProperty(name, value);
    }
  }
}
