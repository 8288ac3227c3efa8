package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The AOT cache, made and used as docs/performance.md says. */
class AotCacheIT {

  private static final int FIRST_JDK_WITH_AOT_CACHE_OUTPUT = 25;

  private static final Path CACHE = Container.WORK.resolve("gate.aot");
  private static final Path LOADED = Container.WORK.resolve("classes-loaded.txt");

  @Test
  void startTakesTheClassesOfJettyAndOfTheWarFromTheCacheUnlessItIsCut() throws IOException {
    // not under CI alone: an older JDK is no lack of this machine's
    assumeTrue(
        Runtime.version().feature() >= FIRST_JDK_WITH_AOT_CACHE_OUTPUT,
        "JDKs before 25 make no AOT cache with one command.");
    Files.createDirectories(Container.WORK);
    Files.deleteIfExists(CACHE);
    Files.deleteIfExists(LOADED);
    String training = Jetty.train(List.of("-XX:AOTCacheOutput=" + CACHE));
    assertThat(training)
        .contains("GET / HTTP/1.1: HTTP/1.1 503", "GET /-/ready HTTP/1.1: HTTP/1.1 503")
        .doesNotContain("Without an answer");

    try (Container first = start("jetty-first", CACHE, "-Xlog:class+load:file=" + LOADED);
        Container second = start("jetty-second", CACHE)) {
      assertAnswers(first);
      assertAnswers(second);
    }
    try (Stream<String> lines = Files.lines(LOADED)) {
      List<String> cached = lines.filter(line -> line.contains("shared objects file")).toList();
      assertThat(cached)
          .anyMatch(line -> line.contains(" org.eclipse.jetty.server.Server "))
          .anyMatch(line -> line.contains(" dev.gatekeeper.auth.BasicAuthFilter "))
          .anyMatch(line -> line.contains(" dev.gatekeeper.proxy.ProxyServlet "));
    }

    byte[] whole = Files.readAllBytes(CACHE);
    Path cut = Container.WORK.resolve("cut.aot");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    try (Container gate = start("jetty-cut-cache", cut)) {
      assertAnswers(gate);
    }
  }

  @Test
  void cacheThatIsNoneOrIsMissingDoesNotStopAnyJdk() throws IOException {
    Files.createDirectories(Container.WORK);
    Path none = Files.write(Container.WORK.resolve("none.aot"), "no cache".getBytes(US_ASCII));
    for (Path cache : List.of(none, Container.WORK.resolve("absent.aot"))) {
      try (Container gate = start("jetty-no-cache", cache)) {
        assertAnswers(gate);
      }
    }
  }

  private static Container start(String name, Path cache, String... more) throws IOException {
    return Jetty.start(
        name,
        List.of(new Deployment("", Map.of())),
        Stream.concat(
                Stream.of(
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-XX:AOTCache=" + cache,
                    "-Dgatekeeper.stop-notice=0s"),
                Stream.of(more))
            .toList());
  }

  /** Without a password file the gate is closed, and says so. */
  private static void assertAnswers(Container gate) throws IOException {
    assertThat(RawHttp.statusOf(gate.port(), "GET / HTTP/1.1")).isEqualTo(503);
  }
}
