package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.PythonClient.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader, a writer and an administrator can do with MLflow's own Python client. */
interface SessionContract {

  Gate gate();

  /**
   * A call and what came of it.
   *
   * @param user who made it
   * @param kind what it is, such as "write"
   * @param name in the client's words
   * @param outcome "ok" or an exception
   */
  record Call(String user, String kind, String name, String outcome) {

    static Call of(String line) {
      String[] columns = line.split("\t", 4);
      return new Call(columns[0], columns[1], columns[2], columns[3]);
    }
  }

  @Test
  default void readersReadWritersWriteAndAdministratorsAdministerWithThePythonClient()
      throws Exception {
    RealMlflow.server();
    Outcome outcome =
        new PythonClient(gate().container().uri("/lab"), "will", "writing")
            .run("roles_session.py", "rita:reading", "will:writing", "anna:running");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    List<Call> calls =
        outcome.output().lines().filter(line -> line.contains("\t")).map(Call::of).toList();

    assertAll(calls, "will", "write", "ok");
    assertAll(calls, "rita", "read", "ok");
    assertAll(calls, "rita", "write", refusal("rita may read but not write", "writer"));
    assertAll(calls, "rita", "delete", refusal("rita may read but not (write|delete)", "writer"));
    assertAll(calls, "rita", "administer", refusal("rita may read but not administer", "admin"));
    assertAll(calls, "rita", "read the same", "ok");
    assertAll(calls, "anna", "administer", "ok");
    assertAll(
        calls,
        "will",
        "administer",
        refusal("will may read and write but not administer", "admin"));
    assertAll(calls, "will", "read the same", "ok");
    assertAll(calls, "will", "delete", "ok");
  }

  /** MLflow's client raises what its HTTP library does where it sends or gets a file. */
  private static String refusal(String reason, String role) {
    return "(RestException|HTTPError) PERMISSION_DENIED: Permission denied\\. %s here; ask for the role '%s'\\."
        .formatted(reason, role);
  }

  private static void assertAll(List<Call> calls, String user, String kind, String outcome) {
    Stream<Call> found =
        calls.stream().filter(call -> call.user().equals(user) && call.kind().equals(kind));
    assertThat(found)
        .isNotEmpty()
        .filteredOn(call -> !call.outcome().matches(outcome))
        .as("calls that end otherwise than \"%s\"", outcome)
        .isEmpty();
  }
}
