package dev.gatekeeper.proxy.mlflow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about, where path or query say so.
 *
 * @param experimentId or null
 * @param runId or null
 */
record Subject(@Nullable String experimentId, @Nullable String runId) {

  private static final Pattern EXPERIMENT =
      Pattern.compile("(?:^|&)experiment_ids?=([A-Za-z0-9_-]{1,64})(?:&|$)");
  private static final Pattern RUN =
      Pattern.compile("(?:^|&)run_(?:id|uuid)=([A-Za-z0-9_-]{1,64})(?:&|$)");

  /** How MLflow lays out what runs upload: the experiment, the run, its artifacts. */
  private static final Pattern ARTIFACT =
      Pattern.compile(
          "mlflow-artifacts/(?:artifacts|mpu/[a-z]+|presigned)/(\\d{1,32})(?:/([0-9a-f]{32})(?:/.*)?|/.*)?");

  static Subject of(String operation, @Nullable String query) {
    Matcher artifact = ARTIFACT.matcher(operation);
    if (artifact.matches()) {
      return new Subject(artifact.group(1), artifact.group(2));
    }
    return new Subject(first(EXPERIMENT, query), first(RUN, query));
  }

  private static @Nullable String first(Pattern pattern, @Nullable String query) {
    Matcher matcher = pattern.matcher(query == null ? "" : query);
    return matcher.find() ? matcher.group(1) : null;
  }
}
