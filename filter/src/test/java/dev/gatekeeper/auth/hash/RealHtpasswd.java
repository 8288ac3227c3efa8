package dev.gatekeeper.auth.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Apache's own {@code htpasswd}, asked about many users by one shell. */
final class RealHtpasswd {

  private static final String HASH_EACH =
      """
      while IFS= read -r user && IFS= read -r password; do
        printf '%s\\n' "$password" | htpasswd -n -i "$@" "$user"
      done
      """;

  private static final String VERIFY_EACH =
      """
      while IFS= read -r user && IFS= read -r password; do
        printf '%s\\n' "$password" | htpasswd -v -i "$1" "$user"
        echo $?
      done
      """;

  private RealHtpasswd() {}

  static void require() throws InterruptedException {
    RealProgram.require("htpasswd", "apache2-utils");
  }

  /** A line of {@code user:hash} for each. */
  static List<String> hash(List<Login> logins, List<String> options) throws Exception {
    return shell(HASH_EACH, options, logins).stream().filter(line -> !line.isEmpty()).toList();
  }

  /** Whether {@code htpasswd -v} finds each password right. */
  static List<Boolean> verify(Path file, List<Login> logins) throws Exception {
    List<String> statuses = shell(VERIFY_EACH, List.of(file.toString()), logins);
    assertThat(statuses).as("exits of htpasswd -v").containsAnyOf("0", "3").isSubsetOf("0", "3");
    return statuses.stream().map("0"::equals).toList();
  }

  private static List<String> shell(String script, List<String> arguments, List<Login> logins)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(arguments);
    List<String> lines = new ArrayList<>();
    logins.forEach(login -> lines.addAll(List.of(login.user(), login.password())));
    return RealProgram.run(command, lines);
  }
}
