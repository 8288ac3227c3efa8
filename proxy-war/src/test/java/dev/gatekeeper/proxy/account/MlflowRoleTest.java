package dev.gatekeeper.proxy.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatekeeper.proxy.mlflow.Role;
import dev.gatekeeper.proxy.mlflow.Roles;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlflowRoleTest {

  @ParameterizedTest
  @CsvSource({
    "READER,  WRITER,  READ,   READ",
    "WRITER,  WRITER,  MANAGE, USE",
    "WRITER,  DELETER, EDIT,   USE",
    "DELETER, DELETER, MANAGE, USE",
    "DELETER, ADMIN,   EDIT,   USE",
    "ADMIN,   ADMIN,   MANAGE, MANAGE",
  })
  void permitsInMlflowsWordsWhatTheRolePermits(
      Role role, Role mayDelete, String ofExperiments, String ofEndpoints) {
    MlflowRole shown = new MlflowRole(role, new Roles(Map.of(), Role.NONE, mayDelete));

    assertThat(shown.permissionFor("experiment").get("permission").getAsString())
        .isEqualTo(ofExperiments);
    assertThat(shown.permissionFor("gateway_endpoint").get("permission").getAsString())
        .isEqualTo(ofEndpoints);
  }

  /** MLflow's pages take one who manages a workspace for an administrator of its users. */
  @ParameterizedTest
  @CsvSource({"READER, false", "WRITER, false", "DELETER, false", "ADMIN, true"})
  void onlyAdministratorsManageTheWorkspace(Role role, boolean manages) {
    String rows =
        new MlflowRole(role, new Roles(Map.of(), Role.NONE, Role.WRITER)).rows().toString();

    assertThat(
            rows.contains(
                "\"resource_type\":\"workspace\",\"resource_pattern\":\"*\",\"permission\":\"MANAGE\""))
        .isEqualTo(manages);
  }

  @Test
  void idsStayTheSame() {
    Roles roles = new Roles(Map.of(), Role.NONE, Role.WRITER);

    assertThat(MlflowRole.byId(1, roles).role()).isEqualTo(Role.READER);
    assertThat(MlflowRole.byId(4, roles).role()).isEqualTo(Role.ADMIN);
    assertThat(MlflowRole.byId(4, roles).id()).isEqualTo(4);
    assertThatThrownBy(() -> MlflowRole.byId(0, roles)).hasMessage("Role with id=0 not found");
    assertThatThrownBy(() -> MlflowRole.byId(5, roles)).hasMessage("Role with id=5 not found");
    assertThat(MlflowJson.userId("anna")).isEqualTo(MlflowJson.userId("anna")).isPositive();
  }

  @Test
  void deleterIsShownWhereItMakesADifference() {
    assertThat(book(Role.WRITER).shownRoles())
        .containsExactly(Role.READER, Role.WRITER, Role.ADMIN);
    assertThat(book(Role.DELETER).shownRoles())
        .containsExactly(Role.READER, Role.WRITER, Role.DELETER, Role.ADMIN);
  }

  private static AccountBook book(Role mayDelete) {
    return new AccountBook(Set.of(), Map.of(), Map.of(), new Roles(Map.of(), Role.NONE, mayDelete));
  }
}
