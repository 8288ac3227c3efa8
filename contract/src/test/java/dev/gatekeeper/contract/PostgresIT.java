package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.PythonClient.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** MLflow on a real PostgreSQL, behind the gate that the launcher starts. */
class PostgresIT {

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void startPostgres() throws IOException, InterruptedException {
    RealMlflow.command();
    Path rules = Files.createDirectories(Container.WORK).resolve("pg_hba.conf");
    Files.writeString(
        rules,
        """
        host all postgres 127.0.0.1/32 trust
        host all mlflow 127.0.0.1/32 scram-sha-256
        """);
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setLocaleConfig("locale", "C.UTF-8")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("hba_file", rules.toString())
              .start();
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create role mlflow login password 'right'");
        statement.execute("create database mlflow owner mlflow");
      }
    } catch (IOException | SQLException | IllegalStateException e) {
      RealMlflow.absent("PostgreSQL does not start on this machine: " + e.getMessage());
      throw new TestAbortedException("not reached", e);
    }
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private static Map<String, String> backend(String password) {
    return Map.of(
        "MLFLOW_BACKEND_STORE_URI",
        "postgresql://mlflow:%s@127.0.0.1:%d/mlflow".formatted(password, postgres.getPort()));
  }

  @Test
  void runsAreKeptInPostgres() throws Exception {
    try (LauncherProcess launcher =
        LauncherProcess.start(LauncherProcess.freshBase("postgres"), List.of(), backend("right"))) {
      launcher.awaitReady();
      Outcome outcome =
          new PythonClient(
                  URI.create("http://localhost:" + launcher.port()), "admin", launcher.password())
              .run("client_session.py", "1000");
      assertThat(outcome.output()).contains("all came back equal");
    }
    try (Connection connection = postgres.getDatabase("postgres", "mlflow").getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from runs")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void wrongDatabaseCredentialsAreSaidAtOnce() throws Exception {
    try (LauncherProcess launcher =
        LauncherProcess.start(
            LauncherProcess.freshBase("postgres-wrong"), List.of(), backend("wrong-secret"))) {
      Await.until(
          "MLflow's complaint",
          () ->
              launcher
                  .output()
                  .lines()
                  .anyMatch(
                      line ->
                          line.startsWith("MLflow says:")
                              && line.contains("password authentication failed")));
      assertThat(launcher.output()).doesNotContain("wrong-secret");
    }
  }
}
