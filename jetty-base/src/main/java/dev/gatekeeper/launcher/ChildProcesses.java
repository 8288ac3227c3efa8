package dev.gatekeeper.launcher;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The processes that the launcher has started. They end with it, the youngest first, whether it
 * comes to its end, fails, or is told to stop by a signal.
 */
public final class ChildProcesses implements AutoCloseable {

  private static final int GRACE_SECONDS = 15;

  private final Deque<Process> started = new ArrayDeque<>();
  private final Thread hook = new Thread(this::stopAll, "stop-children");
  private boolean stopping;

  /** Makes an empty set, watched by a shutdown hook. */
  public ChildProcesses() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized Process start(ProcessBuilder builder) throws IOException {
    if (stopping) {
      throw new IOException("the launcher is stopping");
    }
    Process process = builder.start();
    started.push(process);
    return process;
  }

  private synchronized void stopAll() {
    stopping = true;
    while (!started.isEmpty()) {
      stop(started.pop());
    }
  }

  private static void stop(Process process) {
    try {
      // the supervisor of MLflow takes this for its sign; Jetty does not read its standard input
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has ended already
    }
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is shutting down, and the hook at work
    }
  }
}
