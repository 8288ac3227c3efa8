package dev.gatekeeper.realms.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.auth.ParameterValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcParametersTest {

  private static final List<String> ROLES = List.of("reader", "admin");

  private static final Map<String, String> BY_URL =
      Map.of(
          "jdbc-url", "jdbc:postgresql://db/users?password=s3cret",
          "jdbc-user", "gate",
          "jdbc-password", "s3cret",
          "jdbc-password-query", "SELECT hash FROM users WHERE name = ?");

  private static JdbcParameters with(Map<String, String> changes) {
    Map<String, String> texts = new HashMap<>(BY_URL);
    texts.putAll(changes);
    return new JdbcParameters(new ParameterValues(texts), ROLES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc-url            | ''                | jdbc-data-source | '' | either it or jdbc-url must",
        "jdbc-data-source    | java:comp/env/x   | jdbc-data-source | java:comp/env/x | only one counts",
        "jdbc-data-source    | ldap://evil/x     | jdbc-data-source | ldap://evil/x | it must be a name such as",
        "jdbc-url            | postgresql://db   | jdbc-url | … | it must be a JDBC address",
        "jdbc-url            | jdbc:mysql://s3cret@db/x | jdbc-url | jdbc:mysql:… | mysql-connector-j-<version>.jar",
        "jdbc-url            | jdbc:odd:x        | jdbc-url | jdbc:odd:… | the jar of the driver for odd",
        "jdbc-password-query | ''                | jdbc-password-query | '' | it must be a query for the hash",
        "jdbc-password-query | SELECT 1          | jdbc-password-query | SELECT 1 | one ? in the place",
        "jdbc-roles-query    | SELECT ?, ?       | jdbc-roles-query | SELECT ?, ? | one ? in the place",
        "jdbc-roles          | king: x           | jdbc-roles | king: x | is not a role",
        "jdbc-connections    | 0                 | jdbc-connections | 0 | it must be a number",
        "jdbc-remember-for   | soon              | jdbc-remember-for | soon | it must be a number and a unit",
        "jdbc-connect-timeout| 100ms             | jdbc-connect-timeout | 100ms | at least 250ms",
        "jdbc-password-file  | /nowhere/password | jdbc-password-file | /nowhere/password | only one counts",
      })
  void whatCantBeUsedIsNamedWithWhatWouldBeRight(
      String name, String value, String named, String shown, String why) {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> with(Map.of(name, value)))
        .withMessageContaining(why)
        .satisfies(
            e -> {
              assertThat(e.name()).isEqualTo(named);
              assertThat(e.value()).isEqualTo(shown);
              assertThat(e).hasMessageNotContaining("s3cret");
            });
  }

  @Test
  void aFileOfThePasswordThatIsNotThereIsNamed() {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(
            () -> with(Map.of("jdbc-password", "", "jdbc-password-file", "/nowhere/password")))
        .withMessage("it can't be read");
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "'\n', ''", "'\r\n', ''", "'\n\n', '\n'", "' ', ' '"})
  void oneLineEndAfterThePasswordIsNotAPartOfIt(String end, String kept, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "s3cret" + end);
    JdbcParameters parameters =
        with(Map.of("jdbc-password", "", "jdbc-password-file", file.toString()));

    assertThat(parameters.password()).hasValue("s3cret" + kept);
  }

  @Test
  void aLoginShowsNoSecret() {
    String url = "jdbc:postgresql://db/users?password=s3cret";
    JdbcParameters.Login login =
        new JdbcParameters.Login(url, "gate", "s3cret", Drivers.driverOf(url));

    assertThat(login).hasToString("Login[jdbc:postgresql:…]");
  }
}
