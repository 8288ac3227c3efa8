package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** WildFly with the switches of docs/containers.md, on a copy of its folder {@code standalone}. */
final class WildFly {

  private static final Path HOME = Path.of(System.getProperty("contract.wildfly"));

  /** What docs/containers.md asks for. */
  private static final List<String> SWITCHES =
      List.of(
          "embed-server",
          "cd /subsystem=undertow/server=default-server/http-listener=default",
          ":write-attribute(name=allow-unescaped-characters-in-url, value=true)",
          ":write-attribute(name=decode-url, value=false)",
          ":write-attribute(name=enable-http2, value=false)",
          ":write-attribute(name=max-parameters, value=100000)",
          ":write-attribute(name=max-post-size, value=0)",
          "cd /");

  private WildFly() {}

  static Container start(List<Deployment> deployments, Map<String, String> settings)
      throws IOException {
    Path base = Container.WORK.resolve("wildfly");
    Folders.copyAfresh(HOME.resolve("standalone"), base);
    List<String> lines = new ArrayList<>(SWITCHES);
    for (Deployment deployment : deployments) {
      String war = deployment.fileName() + ".war";
      Files.copy(Container.WAR, base.resolve("deployments").resolve(war));
      if (!deployment.params().isEmpty()) {
        Path webXml = base.resolve(deployment.fileName() + "-web.xml");
        Files.writeString(webXml, ExtendedWebXml.of(deployment));
        lines.add(
            "deployment-overlay add --name=%s --content=/WEB-INF/web.xml=%s --deployments=%s"
                .formatted(deployment.fileName(), webXml, war));
      }
    }
    configure(base, lines);
    int port = Container.freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                HOME.resolve("bin/standalone.sh").toString(),
                "-Djboss.server.base.dir=" + base,
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + Container.freePort(),
                "-Djboss.management.http.port=" + Container.freePort()));
    command.addAll(Container.asSystemProperties(settings));
    return Container.start("wildfly", port, at(base, command), deployments);
  }

  /** Runs lines of WildFly's command line on the configuration, before the server starts. */
  private static void configure(Path base, List<String> lines) throws IOException {
    Path script = Files.write(base.resolve("gate.cli"), lines);
    ProcessBuilder cli =
        at(base, List.of("sh", HOME.resolve("bin/jboss-cli.sh").toString(), "--file=" + script));
    cli.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + base);
    Processes.run(cli);
  }

  private static ProcessBuilder at(Path base, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(base.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // the script then passes a signal to end on to the server
    builder.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "1");
    return builder;
  }
}
