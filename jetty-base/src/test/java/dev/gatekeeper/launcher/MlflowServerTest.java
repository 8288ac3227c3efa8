package dev.gatekeeper.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlflowServerTest {

  @ParameterizedTest
  @CsvSource({
    "200, 3.17.2,        3.17.2",
    "200, 2.22.0rc1,     2.22.0rc1",
    "200, hello,         ",
    "200, 1.2,           ",
    "401, 3.17.2,        ",
    "403, AirTunes/1.2.3,",
  })
  void onlyAServerThatNamesItsVersionIsAnMlflow(int status, String body, String version)
      throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/version",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      URI uri = URI.create("http://localhost:" + server.getAddress().getPort());
      assertThat(MlflowServer.versionAt(uri).orElse(null)).isEqualTo(version);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nothingIsNoMlflow() throws Exception {
    assertThat(MlflowServer.versionAt(URI.create("http://localhost:1"))).isEmpty();
  }

  @Test
  void theLastExceptionOfALogIsWhatMlflowSaid() {
    String log =
        """
        2026/11/23 23:19:59 WARNING mlflow.store.db.utils: The following exception is caught.
        (psycopg.OperationalError) connection failed: Connection refused
        Traceback (most recent call last):
          File "x.py", line 709, in server
            raise ValueError("no")
        ModuleNotFoundError: No module named 'psycopg'
        INFO:     Error-free line
        """;
    assertThat(MlflowServer.lastFailure(log))
        .isEqualTo("ModuleNotFoundError: No module named 'psycopg'");
    assertThat(MlflowServer.lastFailure(log.substring(0, log.indexOf("Traceback"))))
        .isEqualTo("(psycopg.OperationalError) connection failed: Connection refused");
    assertThat(MlflowServer.lastFailure("INFO: all is well\n")).isEmpty();
  }
}
