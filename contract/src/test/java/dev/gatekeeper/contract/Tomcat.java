package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tomcat as it is unpacked, but for port and address. */
final class Tomcat {

  private static final Path PAGE = Path.of(System.getProperty("contract.docs"), "containers.md");

  private static final Pattern CONNECTOR =
      Pattern.compile("<Connector port=\"8080\" protocol=\"HTTP/1.1\"[^>]*/>");

  private Tomcat() {}

  /** With its defaults. */
  static Container start(String version, List<Deployment> deployments, Map<String, String> settings)
      throws IOException {
    return start(version, deployments, Container.asSystemProperties(settings));
  }

  static Container start(String version, List<Deployment> deployments, List<String> jvmOptions)
      throws IOException {
    return launch(version, unpacked(version, version), deployments, jvmOptions);
  }

  /** Tomcat 11 with the Connector of docs/containers.md. */
  static Container startAsDocumented(List<Deployment> deployments, Map<String, String> settings)
      throws IOException {
    Path folder = unpacked("tomcat11", "tomcat11-as-documented");
    Path serverXml = folder.resolve("conf/server.xml");
    Files.writeString(
        serverXml,
        CONNECTOR
            .matcher(Files.readString(serverXml))
            .replaceFirst(Matcher.quoteReplacement(connectorOf(Files.readString(PAGE)))));
    return launch(
        folder.getFileName().toString(),
        folder,
        deployments,
        Container.asSystemProperties(settings));
  }

  /**
   * Tomcat 11 with deployments whose descriptors are written by hand.
   *
   * @param descriptors by the name of the deployment, which is its context path without the slash
   * @param files what else is there, by the path below its folder
   */
  static Container startWith(String name, Map<String, String> descriptors, Map<String, Path> files)
      throws IOException {
    Path folder = unpacked("tomcat11", name);
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Files.copy(
          file.getValue(), folder.resolve(file.getKey()), StandardCopyOption.REPLACE_EXISTING);
    }
    Path written = Files.createDirectories(folder.resolve("conf/Catalina/localhost"));
    for (Map.Entry<String, String> descriptor : descriptors.entrySet()) {
      Files.writeString(written.resolve(descriptor.getKey() + ".xml"), descriptor.getValue());
    }
    return run(
        name,
        folder,
        descriptors.keySet().stream().map(path -> new Deployment("/" + path, Map.of())).toList(),
        List.of());
  }

  private static String connectorOf(String page) {
    Matcher connector = CONNECTOR.matcher(page);
    if (!connector.find()) {
      throw new AssertionError(PAGE + " has no Connector");
    }
    return connector.group();
  }

  private static Path unpacked(String version, String name) throws IOException {
    Path folder = Container.WORK.resolve(name);
    Folders.copyAfresh(Path.of(System.getProperty("contract." + version)), folder);
    return folder;
  }

  private static Container launch(
      String name, Path folder, List<Deployment> deployments, List<String> jvmOptions)
      throws IOException {
    Folders.delete(folder.resolve("webapps"));
    for (Deployment deployment : deployments) {
      deploy(deployment, folder);
    }
    return run(name, folder, deployments, jvmOptions);
  }

  private static Container run(
      String name, Path folder, List<Deployment> deployments, List<String> jvmOptions)
      throws IOException {
    int port = Container.freePort();
    moveTo(port, folder.resolve("conf/server.xml"));
    ProcessBuilder command =
        new ProcessBuilder("sh", folder.resolve("bin/catalina.sh").toString(), "run")
            .directory(folder.toFile());
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("CATALINA_HOME", folder.toString());
    command.environment().put("CATALINA_OPTS", String.join(" ", jvmOptions));
    return Container.start(name, port, command, deployments);
  }

  private static void moveTo(int port, Path serverXml) throws IOException {
    Files.writeString(
        serverXml,
        Files.readString(serverXml)
            .replace("port=\"8005\"", "port=\"-1\"")
            .replace(
                "<Connector port=\"8080\"",
                "<Connector address=\"127.0.0.1\" port=\"" + port + "\""));
  }

  private static void deploy(Deployment deployment, Path folder) throws IOException {
    if (deployment.params().isEmpty()) {
      Path webapps = Files.createDirectories(folder.resolve("webapps"));
      Files.copy(Container.WAR, webapps.resolve(deployment.fileName() + ".war"));
      return;
    }
    String params =
        deployment.params().entrySet().stream()
            .map(
                param ->
                    "<Parameter name=\"%s\" value=\"%s\" override=\"false\"/>"
                        .formatted(param.getKey(), param.getValue()))
            .collect(Collectors.joining());
    Path descriptors = Files.createDirectories(folder.resolve("conf/Catalina/localhost"));
    Files.writeString(
        descriptors.resolve(deployment.fileName() + ".xml"),
        "<Context docBase=\"%s\">%s</Context>".formatted(Container.WAR, params));
  }
}
