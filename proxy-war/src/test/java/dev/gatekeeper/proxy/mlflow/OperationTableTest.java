package dev.gatekeeper.proxy.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Holds operations.txt to routes.txt, and the contract's RoutesIT that to a real MLflow. */
class OperationTableTest {

  private final OperationTable table = OperationTable.load();

  @Test
  void everyRouteOfMlflowHasALineOfItsOwnOrOfItsKin() throws IOException {
    assertThat(routes()).filteredOn(route -> !isListed(route)).isEmpty();
  }

  private static List<String> routes() throws IOException {
    try (InputStream text = OperationTableTest.class.getResourceAsStream("routes.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), UTF_8).lines().toList();
    }
  }

  private boolean isListed(String route) {
    String[] words = route.split(" ", 2);
    String path = words[1].replace("{...}", "some/thing").replace("{}", "some");
    return table.find(words[0], OperationPath.name(OperationPath.of(path).written())) != null;
  }
}
