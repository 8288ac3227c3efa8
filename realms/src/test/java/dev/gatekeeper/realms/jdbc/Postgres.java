package dev.gatekeeper.realms.jdbc;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.opentest4j.TestAbortedException;

/** A real PostgreSQL that can be stopped and started again on the same port. */
final class Postgres implements AutoCloseable {

  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  private Postgres(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.port = server.getPort();
    this.server = server;
  }

  /** Skips the test, or fails it on CI, where it does not start. */
  static Postgres start() throws IOException {
    Path folder = Files.createTempDirectory("gatekeeper-postgres");
    Path data = folder.resolve("data");
    Path rules =
        Files.writeString(
            folder.resolve("pg_hba.conf"),
            """
            host all postgres 127.0.0.1/32 trust
            host all gate 127.0.0.1/32 scram-sha-256
            """);
    try {
      Postgres postgres = new Postgres(data, builder(data, rules).start());
      postgres.execute("create role gate login password 'let me ask'");
      return postgres;
    } catch (IOException | SQLException | IllegalStateException e) {
      String sentence = "PostgreSQL does not start on this machine: " + e.getMessage();
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence);
      }
      abort(sentence);
      throw new TestAbortedException("not reached", e);
    }
  }

  private static EmbeddedPostgres.Builder builder(Path data, Path rules) {
    return EmbeddedPostgres.builder()
        .setLocaleConfig("locale", "C.UTF-8")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("hba_file", rules.toString())
        .setDataDirectory(data)
        .setCleanDataDirectory(false);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  void stop() throws IOException {
    server.close();
  }

  void startAgain() throws IOException {
    server = builder(data, data.resolveSibling("pg_hba.conf")).setPort(port).start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
