package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Open Liberty as it is unpacked, with a server as docs/containers.md asks for. */
final class Liberty {

  private static final Path HOME = Path.of(System.getProperty("contract.liberty"));

  private Liberty() {}

  static Container start(List<Deployment> deployments, Map<String, String> settings)
      throws IOException {
    Path users = Container.WORK.resolve("liberty");
    Folders.delete(users);
    Path server = Files.createDirectories(users.resolve("servers/gate"));
    Files.createDirectories(server.resolve("apps"));
    StringBuilder webapps = new StringBuilder();
    for (Deployment deployment : deployments) {
      webapps.append(
          "  <webApplication location=\"%s.war\" contextRoot=\"%s\"/>\n"
              .formatted(
                  deployment.fileName(),
                  deployment.contextPath().isEmpty() ? "/" : deployment.contextPath()));
      deploy(deployment, server);
    }
    int port = Container.freePort();
    Files.writeString(server.resolve("server.xml"), serverXml(port, webapps));
    Files.write(server.resolve("jvm.options"), Container.asSystemProperties(settings));
    ProcessBuilder command =
        new ProcessBuilder("sh", HOME.resolve("bin/server").toString(), "run", "gate")
            .directory(users.toFile());
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("WLP_USER_DIR", users.toString());
    return Container.start("liberty", port, command, deployments);
  }

  private static String serverXml(int port, CharSequence webapps) {
    return """
    <server>
      <featureManager><feature>servlet-6.0</feature></featureManager>
      <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1">
        <httpOptions limitFieldSize="131072"/>
      </httpEndpoint>
      <httpDispatcher trustedHeaderOrigin="none"/>
      <webContainer skipEncodedCharVerification="true"/>
      <logging consoleLogLevel="INFO"/>
    %s</server>
    """
        .formatted(port, webapps);
  }

  /** With context-params as a folder, in which web.xml can be another. */
  private static void deploy(Deployment deployment, Path server) throws IOException {
    Path war = server.resolve("apps").resolve(deployment.fileName() + ".war");
    if (deployment.params().isEmpty()) {
      Files.copy(Container.WAR, war);
      return;
    }
    try (FileSystem content = FileSystems.newFileSystem(Container.WAR)) {
      Folders.copyAfresh(content.getPath("/"), war);
    }
    Files.writeString(war.resolve("WEB-INF/web.xml"), ExtendedWebXml.of(deployment));
  }
}
