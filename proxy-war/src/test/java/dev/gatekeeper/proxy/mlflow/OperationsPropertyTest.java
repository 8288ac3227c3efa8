package dev.gatekeeper.proxy.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OperationsPropertyTest {

  /** The same in each build. */
  private static final String SEED = "20260101";

  private static final List<String> OPERATIONS =
      List.of(
          "POST /api/2.0/mlflow/runs/search",
          "POST /api/2.0/mlflow/runs/delete",
          "POST /ajax-api/2.0/mlflow/runs/log-batch",
          "DELETE /api/3.0/mlflow/datasets/d-1",
          "PUT /api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/a",
          "POST /graphql",
          "GET /graphql",
          "POST /v1/traces",
          "POST /gateway/openai/v1/responses",
          "POST /api/2.0/mlflow/users/create",
          "DELETE /api/2.0/mlflow/users/delete",
          "GET /ajax-api/3.0/mlflow/assistant/sessions/1/stream",
          "PUT /ajax-api/3.0/mlflow/assistant/config",
          "POST /api/3.0/mlflow/gateway/secrets/create",
          "GET /api/2.0/mlflow/webhooks",
          "POST /mcp",
          "GET /metrics");

  private final Operations operations = new Operations();

  /** Servers read all of these as the same path. */
  @Property(seed = SEED, tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void anotherSpellingOfTheSamePathIsNeverMoreHarmless(
      @ForAll("operations") String operation, @ForAll Random random) {
    assertNotMoreHarmless(operation, random, List.of(OperationsPropertyTest::encode));
  }

  /** Some servers do, others do not. */
  @Property(seed = SEED, tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void aPathThatSomeServersReadAsAnotherIsNeverMoreHarmless(
      @ForAll("operations") String operation, @ForAll Random random) {
    assertNotMoreHarmless(
        operation,
        random,
        List.of(
            OperationsPropertyTest::encode,
            OperationsPropertyTest::doubleASlash,
            OperationsPropertyTest::addAParameter,
            OperationsPropertyTest::turnACase,
            (path, any) -> path + "/",
            (path, any) -> "/prefix" + path));
  }

  private void assertNotMoreHarmless(
      String operation, Random random, List<BiFunction<String, Random, String>> changes) {
    String[] words = operation.split(" ", -1);
    String path = words[1];
    for (int i = random.nextInt(4); i >= 0; i--) {
      path = changes.get(random.nextInt(changes.size())).apply(path, random);
    }
    assertThat(operations.of(words[0], path).access())
        .as(path)
        .isGreaterThanOrEqualTo(operations.of(words[0], words[1]).access());
  }

  private static String encode(String path, Random random) {
    int at = 1 + random.nextInt(path.length() - 1);
    return path.charAt(at) == '%' || isWithinEncoding(path, at)
        ? path
        : path.substring(0, at)
            + "%%%02x".formatted((int) path.charAt(at))
            + path.substring(at + 1);
  }

  private static boolean isWithinEncoding(String path, int at) {
    return path.charAt(at - 1) == '%' || (at > 1 && path.charAt(at - 2) == '%');
  }

  private static String doubleASlash(String path, Random random) {
    return atASlash(path, random, "//");
  }

  private static String addAParameter(String path, Random random) {
    return atASlash(path, random, ";x=1/");
  }

  /** At one behind the first. */
  private static String atASlash(String path, Random random, String replacement) {
    int at = path.indexOf('/', 1 + random.nextInt(path.length()));
    return at < 0 ? path : path.substring(0, at) + replacement + path.substring(at + 1);
  }

  private static String turnACase(String path, Random random) {
    int at = random.nextInt(path.length());
    char c = path.charAt(at);
    return path.substring(0, at)
        + (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        + path.substring(at + 1);
  }

  @Provide
  Arbitrary<String> operations() {
    return Arbitraries.of(OPERATIONS);
  }
}
