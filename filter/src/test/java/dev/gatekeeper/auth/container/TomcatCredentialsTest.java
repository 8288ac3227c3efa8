package dev.gatekeeper.auth.container;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TomcatCredentialsTest extends CredentialsContract {

  TomcatCredentialsTest(@TempDir Path folder) {
    super(folder);
  }

  @Override
  EmbeddedContainer start(Webapp webapp, Path folder) throws Exception {
    return new EmbeddedTomcat(webapp, folder);
  }
}
