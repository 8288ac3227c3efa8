package dev.gatekeeper.proxy;

import java.time.Duration;

/**
 * How much the proxy does at a time.
 *
 * @param exchangesAtOnce further requests are answered 503
 * @param stopPatience how long those that are on their way may take to end when the proxy stops;
 *     then they are cut
 */
public record Capacity(int exchangesAtOnce, Duration stopPatience) {

  /**
   * Checks the numbers.
   *
   * @param exchangesAtOnce at least 1
   * @param stopPatience not negative
   * @throws IllegalArgumentException if one is less
   */
  public Capacity {
    if (exchangesAtOnce < 1 || stopPatience.isNegative()) {
      throw new IllegalArgumentException("at least one exchange, and no negative patience");
    }
  }

  /**
   * What this JVM can bear: on JDK 24 and later a waiting exchange costs memory alone, on older
   * ones a thread of the container, of which Tomcat and Jetty have 200 by default.
   *
   * @return the default
   */
  public static Capacity ofThisJvm() {
    return new Capacity(ExchangeThreads.areVirtual() ? 5_000 : 150, Duration.ofSeconds(10));
  }
}
