package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payara Micro as it is, with a file of commands that deploy. */
final class Payara {

  private static final String NETWORK = "set configs.config.server-config.network-config.";

  private static final String HTTP = NETWORK + "protocols.protocol.http-listener.http.";

  /** What docs/containers.md asks for, and loopback. */
  private static final List<String> SWITCHES =
      List.of(
          NETWORK + "network-listeners.network-listener.http-listener.address=127.0.0.1",
          HTTP + "allow-payload-for-undefined-http-methods=true",
          HTTP + "header-buffer-length-bytes=131072",
          HTTP + "http2-enabled=false");

  private Payara() {}

  static Container start(List<Deployment> deployments, Map<String, String> settings)
      throws IOException {
    Path folder = Container.WORK.resolve("payara");
    Folders.delete(folder);
    Files.createDirectories(folder);
    List<String> commands = new ArrayList<>();
    for (Deployment deployment : deployments) {
      commands.add(deploy(deployment, folder));
    }
    int port = Container.freePort();
    List<String> command = new ArrayList<>(List.of(Container.java()));
    command.addAll(Container.asSystemProperties(settings));
    command.addAll(
        List.of(
            "-jar",
            System.getProperty("contract.payara"),
            "--nocluster",
            "--disablephonehome",
            "--port",
            Integer.toString(port),
            "--rootdir",
            folder.resolve("root").toString(),
            "--prebootcommandfile",
            Files.write(folder.resolve("switches.asadmin"), SWITCHES).toString(),
            "--postbootcommandfile",
            Files.write(folder.resolve("deploy.asadmin"), commands).toString()));
    return Container.start(
        "payara", port, new ProcessBuilder(command).directory(folder.toFile()), deployments);
  }

  private static String deploy(Deployment deployment, Path folder) throws IOException {
    String root = deployment.contextPath().isEmpty() ? "/" : deployment.contextPath();
    String webXml = "";
    if (!deployment.params().isEmpty()) {
      Path file = folder.resolve(deployment.fileName() + "-web.xml");
      webXml = " --altdd " + Files.writeString(file, ExtendedWebXml.of(deployment));
    }
    return "deploy --name %s --contextroot %s%s %s"
        .formatted(deployment.fileName(), root, webXml, Container.WAR);
  }
}
