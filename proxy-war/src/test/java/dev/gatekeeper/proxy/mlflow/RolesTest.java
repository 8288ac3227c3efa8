package dev.gatekeeper.proxy.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatekeeper.auth.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesTest {

  private static final Roles PLAIN = new Roles(Map.of(), Role.WRITER, Role.WRITER);

  @ParameterizedTest
  @CsvSource({
    "none,    READ,       false",
    "reader,  READ,       true",
    "reader,  OWN,        true",
    "reader,  WRITE,      false",
    "reader,  DELETE,     false",
    "reader,  ADMINISTER, false",
    "writer,  READ,       true",
    "writer,  WRITE,      true",
    "writer,  DELETE,     true",
    "writer,  ADMINISTER, false",
    "deleter, DELETE,     true",
    "deleter, ADMINISTER, false",
    "admin,   READ,       true",
    "admin,   WRITE,      true",
    "admin,   DELETE,     true",
    "admin,   ADMINISTER, true",
  })
  void eachRoleMayDoWhatTheOnesBeforeItMay(String role, Access access, boolean may) {
    Roles roles = new Roles(Map.of(), Roles.parse(role, List.of(Role.values())), Role.WRITER);

    assertThat(roles.refusalOf(bobIn(), access).isEmpty()).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource({
    "WRITER,  writer,  true",
    "DELETER, writer,  false",
    "DELETER, deleter, true",
    "ADMIN,   deleter, false",
    "ADMIN,   admin,   true",
  })
  void deletingMayBeALevelOfItsOwn(Role mayDelete, String group, boolean may) {
    Roles roles = new Roles(Map.of(), Role.WRITER, mayDelete);

    assertThat(roles.refusalOf(bobIn(group), Access.DELETE).isEmpty()).isEqualTo(may);
    assertThat(roles.refusalOf(bobIn(group), Access.WRITE)).isEmpty();
  }

  @Test
  void theHighestOfGroupsAndListsCounts() {
    Roles roles =
        new Roles(
            Map.of(Role.WRITER, Set.of("bob"), Role.ADMIN, Set.of("eve")), Role.NONE, Role.WRITER);

    assertThat(roles.refusalOf(bobIn("reader"), Access.WRITE)).isEmpty();
    assertThat(roles.refusalOf(bobIn("reader"), Access.ADMINISTER)).isPresent();
    assertThat(roles.refusalOf(bobIn("reader", "admin"), Access.ADMINISTER)).isEmpty();
  }

  @Test
  void aUserInAGroupHasNotTheRoleOfThoseInNone() {
    assertThat(PLAIN.refusalOf(bobIn("reader"), Access.WRITE)).isPresent();
    assertThat(PLAIN.refusalOf(bobIn("staff"), Access.WRITE)).isEmpty();
  }

  @Test
  void anOpenPathIsOpenForAll() {
    assertThat(PLAIN.refusalOf(request(null, Set.of()), Access.ADMINISTER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reader | WRITE      | bob may read but not write here; ask for the role 'writer'.
          reader | DELETE     | bob may read but not delete here; ask for the role 'deleter'.
          writer | DELETE     | bob may read and write but not delete here; ask for the role 'deleter'.
          writer | ADMINISTER | bob may read and write but not administer here; ask for the role 'admin'.
          none   | READ       | bob may not even read here; ask for the role 'reader'.
          """)
  void aRefusalSaysWhatIsMissing(String role, Access access, String sentence) {
    Roles roles = new Roles(Map.of(), Roles.parse(role, List.of(Role.values())), Role.DELETER);

    assertThat(roles.refusalOf(bobIn(), access)).contains(new Refusal(403, sentence));
  }

  @Test
  void aRoleThatIsNoneIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> Roles.parse("root", List.of(Role.READER, Role.ADMIN)))
        .hasMessage("it must be one of reader, admin");
  }

  private static HttpServletRequest bobIn(String... groups) {
    return request("bob", Set.of(groups));
  }

  private static HttpServletRequest request(@Nullable String user, Set<String> groups) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RolesTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getRemoteUser" -> user;
                  case "isUserInRole" -> groups.contains((String) arguments[0]);
                  default -> throw new UnsupportedOperationException(called.toString());
                });
  }
}
