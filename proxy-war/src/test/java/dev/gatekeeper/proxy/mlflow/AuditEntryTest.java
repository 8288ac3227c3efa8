package dev.gatekeeper.proxy.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditEntryTest {

  private static final Instant TIME = Instant.parse("2026-11-26T22:11:03.123Z");

  @Test
  void saysWhoDidWhatToWhichRun() {
    AuditEntry entry =
        entry(
            "bob",
            new Operation("POST", "runs/log-batch", Access.WRITE, false),
            new Subject("1", "abc"),
            false);

    assertThat(entry.toJson())
        .isEqualTo(
            "{\"time\":\"2026-11-26T22:11:03.123Z\",\"user\":\"bob\",\"address\":\"192.0.2.1\","
                + "\"method\":\"POST\",\"operation\":\"runs/log-batch\",\"access\":\"write\","
                + "\"experiment_id\":\"1\",\"run_id\":\"abc\",\"status\":200,"
                + "\"received_bytes\":7,\"sent_bytes\":2,\"ms\":13}");
  }

  @Test
  void leavesOutWhatIsNotKnownAndSaysWhatWasCut() {
    AuditEntry entry =
        entry(
            null,
            new Operation("POST", "runs/create", Access.WRITE, false),
            new Subject(null, null),
            true);

    assertThat(entry.toJson())
        .doesNotContain("user", "experiment_id", "run_id")
        .contains("\"status\":200,\"cut\":true,");
  }

  @Test
  void isOneShortLineWhateverAClientSends() {
    Operation strange =
        new Operations().of("POST", "/api/2.0/mlflow/a%0Ab\"%22%E2%80%A8" + "x".repeat(5000));

    assertThat(entry("bob\n", strange, new Subject(null, null), false).toJson())
        .hasLineCount(1)
        .contains("\"user\":\"bob\\n\"", "\"operation\":\"a%0Ab\\\"%22")
        .hasSizeLessThan(700);
  }

  @Test
  void saysWhoseAccountIsChangedAndWhichRoleIsGivenOrTaken() {
    assertThat(entry(new AccountChange("zoë", null, false)))
        .contains("\"account\":\"zoë\",\"status\":200");
    assertThat(entry(new AccountChange("bob", "admin", false)))
        .contains("\"account\":\"bob\",\"role\":\"admin\",\"granted\":false,\"status\":200");
  }

  private static String entry(AccountChange change) {
    Operation operation = new Operation("PATCH", "users/x", Access.ADMINISTER, false);
    return new AuditEntry(
            TIME,
            "anna",
            "192.0.2.1",
            operation,
            new Subject(null, null),
            change,
            200,
            false,
            7,
            2,
            13)
        .toJson();
  }

  private static AuditEntry entry(
      @Nullable String user, Operation operation, Subject subject, boolean cut) {
    return new AuditEntry(TIME, user, "192.0.2.1", operation, subject, null, 200, cut, 7, 2, 13);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          runs/get | run_id=a1b2 | - | a1b2
          runs/get | x=1&run_uuid=a1b2&y | - | a1b2
          metrics/get-history | experiment_id=7&run_id=a1 | 7 | a1
          runs/get | run_id=a%0Ab | - | -
          runs/get | xrun_id=a | - | -
          runs/get | - | - | -
          mlflow-artifacts/artifacts/7/0123456789abcdef0123456789abcdef/artifacts/m.pkl | - | 7 | 0123456789abcdef0123456789abcdef
          mlflow-artifacts/mpu/create/7/0123456789abcdef0123456789abcdef/artifacts/m.pkl | - | 7 | 0123456789abcdef0123456789abcdef
          mlflow-artifacts/artifacts/7/models/m-1/artifacts/m.pkl | - | 7 | -
          mlflow-artifacts/artifacts/x/y | - | - | -
          """)
  void experimentAndRunComeFromQueryOrPath(
      String operation,
      @Nullable String query,
      @Nullable String experimentId,
      @Nullable String runId) {
    assertThat(Subject.of(operation, query)).isEqualTo(new Subject(experimentId, runId));
  }
}
