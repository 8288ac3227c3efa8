package dev.gatekeeper.proxy;

import java.time.Duration;

/**
 * How long the upstream may keep the proxy waiting. Nothing limits a whole exchange: a stream may
 * run for days.
 *
 * @param connect until it accepts a connection, each of its addresses; over TLS until the handshake
 *     is done, too
 * @param response from the end of a request until the answer begins
 * @param idle between two pieces of an answer
 */
public record UpstreamTimeouts(Duration connect, Duration response, Duration idle) {

  /** A socket counts milliseconds as an int. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  /** MLflow may work for minutes before it answers, and its streams may be silent for as long. */
  public static final UpstreamTimeouts DEFAULT =
      new UpstreamTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofHours(1));

  /**
   * Checks the times.
   *
   * @param connect at least 1 ms; what is over 24 days counts as that
   * @param response likewise
   * @param idle likewise
   * @throws IllegalArgumentException if one is shorter
   */
  public UpstreamTimeouts {
    connect = checked(connect);
    response = checked(response);
    idle = checked(idle);
  }

  private static Duration checked(Duration time) {
    if (time.toMillis() < 1) {
      throw new IllegalArgumentException("a timeout is 1 ms at least");
    }
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }
}
