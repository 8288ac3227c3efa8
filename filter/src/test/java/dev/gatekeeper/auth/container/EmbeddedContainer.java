package dev.gatekeeper.auth.container;

import java.io.Closeable;

/** A servlet container in this JVM, on loopback. */
interface EmbeddedContainer extends Closeable {

  /** The path that errors are dispatched to. */
  String ERROR_PAGE = "/error";

  int port();
}
