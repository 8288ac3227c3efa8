package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JettyRealmIT implements ContainerRealmContract {

  private static Container container;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Page page = Page.read("container-realm.md");
    Path users = written("users.properties", page.blocks("properties").get(0));
    String descriptor =
        ContainerRealmContract.made(page.blocks("xml").get(2))
            .replace(
                "<Get name=\"securityHandler\">",
                "<Call name=\"setInitParameter\"><Arg>gatekeeper.container-remember-for</Arg>"
                    + "<Arg>1s</Arg></Call><Get name=\"securityHandler\">");
    String broken =
        descriptor
            .replaceFirst("(?s)<Get name=\"securityHandler\">.*</Get>", "")
            .replace(">/mlflow<", ">/broken<");
    container =
        Jetty.startWith(
            "jetty-realm",
            Map.of("mlflow", descriptor, "broken", broken),
            Map.of("etc/users.properties", users));
  }

  private static Path written(String name, String text) throws IOException {
    return Files.writeString(Files.createDirectories(Container.WORK).resolve(name), text);
  }

  @AfterAll
  static void stop() {
    if (container != null) {
      container.close();
    }
  }

  @Override
  public Container container() {
    return container;
  }

  @Override
  public Path users() {
    return Container.WORK.resolve("jetty-realm/etc/users.properties");
  }
}
