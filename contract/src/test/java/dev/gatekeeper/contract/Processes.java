package dev.gatekeeper.contract;

import java.util.concurrent.TimeUnit;

/** Ends processes. */
final class Processes {

  private static final int GRACE_SECONDS = 30;

  private Processes() {}

  /** Asks a process to end, and makes it. */
  static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
