package dev.gatekeeper.auth.container;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JettyCredentialsTest extends CredentialsContract {

  JettyCredentialsTest(@TempDir Path folder) {
    super(folder);
  }

  @Override
  EmbeddedContainer start(Webapp webapp, Path folder) throws Exception {
    return new EmbeddedJetty(webapp);
  }
}
