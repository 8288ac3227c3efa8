package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The gate in a container with a small heap, before a {@link ScriptedUpstream}.
 *
 * @param books of that upstream
 */
record ScriptedGate(Container container, ScriptedUpstream upstream, UpstreamBooks books)
    implements AutoCloseable {

  /**
   * Starts all of it.
   *
   * @param server {@code tomcat} or {@code jetty}
   * @param resetsNext whether the upstream resets the next connection at once
   */
  static ScriptedGate start(String server, BooleanSupplier resetsNext) throws IOException {
    UpstreamBooks books = new UpstreamBooks();
    ScriptedUpstream upstream = new ScriptedUpstream(books, resetsNext);
    Path passwords = Files.createDirectories(Container.WORK).resolve("htpasswd-of-" + server);
    // htpasswd -nbB -C 4 alice wonder:land
    Files.writeString(
        passwords, "alice:$2y$04$dz7WKopXUw5EBYuGImu9oOWu1dE2pWKc5ofliK9Ng2QeGJ3h3QSmO\n");
    List<Deployment> atTheRoot = List.of(new Deployment("", Map.of()));
    List<String> options =
        List.of(
            "-Xmx128m",
            "-Dgatekeeper.upstream=" + upstream.uri(),
            "-Dgatekeeper.htpasswd-file=" + passwords,
            "-Dgatekeeper.upstream-response-timeout=5s",
            "-Dgatekeeper.upstream-idle-timeout=5s");
    Container container =
        server.equals("jetty")
            ? Jetty.start(atTheRoot, options)
            : Tomcat.start("tomcat11", atTheRoot, options);
    return new ScriptedGate(container, upstream, books);
  }

  @Override
  public void close() throws IOException {
    container.close();
    upstream.close();
  }
}
