package com.example.webapp;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TomcatIT extends WebappContract {

  TomcatIT(@TempDir Path folder) {
    super(folder);
  }

  @Override
  RunningWebapp start(Users users) throws Exception {
    return new TomcatWebapp(users);
  }
}
