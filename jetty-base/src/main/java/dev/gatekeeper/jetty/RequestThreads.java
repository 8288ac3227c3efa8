package dev.gatekeeper.jetty;

import java.util.concurrent.Executor;
import org.eclipse.jetty.util.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * Says on which threads Jetty runs requests.
 *
 * <p>From JDK 24 on, the gate itself leaves Jetty's threads for virtual ones where a request takes
 * its time; to begin on virtual ones, too, would cost short requests two changes of threads. On JDK
 * 21 to 23 it does not, since other containers' code pins virtual threads there; Jetty's does not.
 */
public final class RequestThreads {

  private RequestThreads() {}

  /**
   * What Jetty's XML gives to its thread pool.
   *
   * @return virtual threads on JDK 21 to 23; null on others, for the pool's own
   */
  public static @Nullable Executor virtual() {
    return Runtime.version().feature() < 24
        ? VirtualThreads.getDefaultVirtualThreadsExecutor()
        : null;
  }
}
