package com.example.webapp;

import java.io.Closeable;

/** A container in this JVM, on loopback, at a port that was free. */
interface RunningServer extends Closeable {

  int port();
}
