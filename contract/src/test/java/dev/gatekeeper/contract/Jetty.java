package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** jetty-home on a copy of jetty-base/. */
final class Jetty {

  private static final Path SOURCE = Path.of(System.getProperty("contract.jetty-base"));

  private Jetty() {}

  static Container start(List<Deployment> deployments, Map<String, String> settings)
      throws IOException {
    return start(deployments, Container.asSystemProperties(settings));
  }

  static Container start(List<Deployment> deployments, List<String> jvmOptions) throws IOException {
    return launch("jetty", "ee10", deployments, jvmOptions, List.of());
  }

  /** With Jetty's environment for Jakarta EE 11, which jetty-base/ takes on request. */
  static Container startWithEe11(List<Deployment> deployments, Map<String, String> settings)
      throws IOException {
    return launch("jetty", "ee11", deployments, Container.asSystemProperties(settings), List.of());
  }

  /**
   * Starts a base of another name, beside others.
   *
   * @param args for Jetty, such as {@code jetty.http.idleTimeout=1000}
   */
  static Container start(
      String name, List<Deployment> deployments, Map<String, String> settings, List<String> args)
      throws IOException {
    return launch(name, "ee10", deployments, Container.asSystemProperties(settings), args);
  }

  /** Starts a base of another name, beside others. */
  static Container start(String name, List<Deployment> deployments, List<String> jvmOptions)
      throws IOException {
    return launch(name, "ee10", deployments, jvmOptions, List.of());
  }

  /**
   * Starts a base with deployments whose descriptors are written by hand.
   *
   * @param descriptors by the name of the deployment, which is its context path without the slash
   * @param files what else is there, by the path below the base
   */
  static Container startWith(String name, Map<String, String> descriptors, Map<String, Path> files)
      throws IOException {
    Path base = prepare(name, "ee10", List.of());
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Files.copy(file.getValue(), base.resolve(file.getKey()));
    }
    for (Map.Entry<String, String> descriptor : descriptors.entrySet()) {
      Files.writeString(
          base.resolve("webapps").resolve(descriptor.getKey() + ".xml"), descriptor.getValue());
    }
    int port = Container.freePort();
    return Container.start(
        name,
        port,
        command(base, port, List.of(), List.of()),
        descriptors.keySet().stream().map(path -> new Deployment("/" + path, Map.of())).toList());
  }

  /** Runs until the process has ended by itself, and returns what it said. */
  static String train(List<String> jvmOptions) throws IOException {
    Path base = prepare("jetty-training", "ee10", List.of(new Deployment("", Map.of())));
    ProcessBuilder command =
        command(base, Container.freePort(), jvmOptions, List.of("etc/training-run.xml"));
    return Processes.run(command);
  }

  private static Container launch(
      String name,
      String environment,
      List<Deployment> deployments,
      List<String> jvmOptions,
      List<String> args)
      throws IOException {
    Path base = prepare(name, environment, deployments);
    int port = Container.freePort();
    return Container.start(name, port, command(base, port, jvmOptions, args), deployments);
  }

  private static Path prepare(String name, String environment, List<Deployment> deployments)
      throws IOException {
    Path base = Container.WORK.resolve(name);
    Folders.delete(base);
    for (String part : List.of("start.d", "etc", "environments", "lib")) {
      Folders.copyAfresh(SOURCE.resolve(part), base.resolve(part));
    }
    Path ini = base.resolve("start.d/gatekeeper.ini");
    Files.writeString(
        ini, Files.readString(ini).replace("=ee10-deploy", "=" + environment + "-deploy"));
    Files.createDirectories(base.resolve("webapps"));
    for (Deployment deployment : deployments) {
      deploy(environment, deployment, base.resolve("webapps"));
    }
    return base;
  }

  private static ProcessBuilder command(
      Path base, int port, List<String> jvmOptions, List<String> args) {
    List<String> command = new ArrayList<>(List.of(Container.java()));
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-jar",
            SOURCE.resolve("target/jetty-home/start.jar").toString(),
            "jetty.http.host=127.0.0.1",
            "jetty.http.port=" + port));
    command.addAll(args);
    return new ProcessBuilder(command).directory(base.toFile());
  }

  private static void deploy(String environment, Deployment deployment, Path webapps)
      throws IOException {
    if (deployment.params().isEmpty()) {
      Files.copy(Container.WAR, webapps.resolve(deployment.fileName() + ".war"));
      return;
    }
    String params =
        deployment.params().entrySet().stream()
            .map(
                param ->
                    "<Call name=\"setInitParameter\"><Arg>%s</Arg><Arg>%s</Arg></Call>"
                        .formatted(param.getKey(), param.getValue()))
            .collect(Collectors.joining());
    Files.writeString(
        webapps.resolve(deployment.fileName() + ".xml"),
        """
        <?xml version="1.0"?>
        <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
        <Configure class="org.eclipse.jetty.%s.webapp.WebAppContext">
          <Set name="contextPath">%s</Set><Set name="war">%s</Set>%s
        </Configure>
        """
            .formatted(environment, deployment.contextPath(), Container.WAR, params));
  }
}
