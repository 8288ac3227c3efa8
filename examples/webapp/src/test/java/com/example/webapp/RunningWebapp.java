package com.example.webapp;

import java.nio.file.Path;

/** A container with the built webapp at the context path {@code /example}. */
interface RunningWebapp extends RunningServer {

  String CONTEXT_PATH = "/example";

  /** As the build leaves it, unpacked. */
  Path BUILT = Path.of(System.getProperty("example.webapp"));

  Path accessLog();
}
