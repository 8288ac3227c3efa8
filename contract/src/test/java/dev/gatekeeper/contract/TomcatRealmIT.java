package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class TomcatRealmIT implements ContainerRealmContract {

  private static Container container;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Page page = Page.read("container-realm.md");
    Path users = written("tomcat-users.xml", page.blocks("xml").get(0));
    String descriptor =
        ContainerRealmContract.made(page.blocks("xml").get(1))
            .replace(
                "</Context>",
                "<Parameter name=\"gatekeeper.container-remember-for\" value=\"1s\""
                    + " override=\"false\"/></Context>");
    String broken =
        descriptor.replaceFirst(
            "<Realm [^>]*/>",
            """
            <Realm className="org.apache.catalina.realm.JNDIRealm"
                connectionURL="ldap://127.0.0.1:%d" userPattern="uid={0},dc=example"/>
            """
                .formatted(Container.freePort()));
    container =
        Tomcat.startWith(
            "tomcat11-realm",
            Map.of("mlflow", descriptor, "broken", broken),
            Map.of("conf/tomcat-users.xml", users));
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
    return Container.WORK.resolve("tomcat11-realm/conf/tomcat-users.xml");
  }
}
