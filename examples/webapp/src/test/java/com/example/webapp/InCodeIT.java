package com.example.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways of docs/filter.md to add the filter without a web.xml. */
class InCodeIT {

  private final Path folder;
  private final Path htpasswd;

  InCodeIT(@TempDir Path folder) {
    this.folder = folder;
    this.htpasswd = folder.resolve("htpasswd");
  }

  @BeforeEach
  void writeUsers() throws IOException {
    new Users(folder).write("alice");
  }

  @Test
  void aListenerAddsTheFilterToItsWebapp() throws Exception {
    try (RunningServer server =
        new EmbeddedJetty(
            context -> {
              context.setInitParameter("htpasswd-file", htpasswd.toString());
              context.addEventListener(new Security());
            })) {
      assertThatItIsGuarded(server);
    }
  }

  @Test
  void anEmbeddedJettyTakesTheFilter() throws Exception {
    try (RunningServer server = new EmbeddedJetty(filter())) {
      assertThatItIsGuarded(server);
    }
  }

  @Test
  void anEmbeddedTomcatTakesTheFilter() throws Exception {
    try (RunningServer server = new EmbeddedTomcat(folder, filter())) {
      assertThatItIsGuarded(server);
    }
  }

  @Test
  void aRealmOfOnesOwnStandsBehindTheFile() throws Exception {
    CredentialRealm users = Realms.of(htpasswd, "build-robot-secret");

    try (RunningServer server = new EmbeddedJetty(BasicAuthFilter.builder(users).build())) {
      assertThatItIsGuarded(server);
      Client client = new Client(server.port(), "");
      assertThat(client.get("/whoami", "build-robot").body())
          .isEqualTo("You are build-robot, an editor.\n");
      assertThat(client.get("/whoami", "build-robot", "wrong").statusCode()).isEqualTo(401);
    }
  }

  private BasicAuthFilter filter() {
    return BasicAuthFilter.builder(HtpasswdRealm.builder().htpasswdFile(htpasswd).build()).build();
  }

  private static void assertThatItIsGuarded(RunningServer server) throws Exception {
    Client client = new Client(server.port(), "");
    assertThat(client.get("/whoami").statusCode()).isEqualTo(401);
    assertThat(client.get("/whoami", "alice", "wrong").statusCode()).isEqualTo(401);
    assertThat(client.get("/whoami", "alice").body()).isEqualTo("You are alice, a reader.\n");
  }
}
