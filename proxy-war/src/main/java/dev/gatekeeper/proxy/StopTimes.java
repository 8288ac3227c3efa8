package dev.gatekeeper.proxy;

import java.time.Duration;

/**
 * How the proxy takes its leave.
 *
 * @param notice how long it goes on while {@code /-/ready} says that it is about to stop; only a
 *     container that looks at {@link #NOTICE} can wait for that
 * @param patience how long requests that are on their way may then take to end; what is left is cut
 */
public record StopTimes(Duration notice, Duration patience) {

  /**
   * The attribute of the servlet context that tells the container the {@link Duration} of the
   * notice. Neither knows a class of the other's.
   */
  public static final String NOTICE = "gatekeeper.stop-notice";

  /** Likewise, the {@link Duration} of the patience. */
  public static final String PATIENCE = "gatekeeper.stop-patience";

  /** Likewise, the {@link Runnable} that cuts what is on its way, so that clients are told. */
  public static final String CUT = "gatekeeper.stop-cut";

  /**
   * The attribute of the servlet context that such a container sets, to anything, when it begins to
   * stop: it gives notice and patience itself.
   */
  public static final String STOPPING = "gatekeeper.stopping";

  /** Long enough for a load balancer that looks every second or two; 15 s in all. */
  public static final StopTimes DEFAULT =
      new StopTimes(Duration.ofSeconds(5), Duration.ofSeconds(10));

  /**
   * Checks the times.
   *
   * @param notice not negative
   * @param patience not negative
   * @throws IllegalArgumentException if one is
   */
  public StopTimes {
    if (notice.isNegative() || patience.isNegative()) {
      throw new IllegalArgumentException("no time is negative");
    }
  }
}
