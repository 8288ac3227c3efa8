package dev.gatekeeper.proxy;

/**
 * How much the proxy does at a time.
 *
 * @param exchangesAtOnce further requests are answered 503
 */
public record Capacity(int exchangesAtOnce) {

  /**
   * Checks the number.
   *
   * @param exchangesAtOnce at least 1
   * @throws IllegalArgumentException if it is less
   */
  public Capacity {
    if (exchangesAtOnce < 1) {
      throw new IllegalArgumentException("at least one exchange");
    }
  }

  /**
   * What this JVM can bear: on JDK 24 and later a waiting exchange costs memory alone, on older
   * ones a thread of the container, of which Tomcat and Jetty have 200 by default.
   *
   * @return the default
   */
  public static Capacity ofThisJvm() {
    return new Capacity(VirtualThreads.areGood() ? 5_000 : 150);
  }
}
