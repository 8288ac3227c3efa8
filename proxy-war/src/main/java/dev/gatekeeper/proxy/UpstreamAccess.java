package dev.gatekeeper.proxy;

import static java.util.Objects.requireNonNull;

import javax.net.ssl.SSLContext;

/**
 * Where the upstream is and how to speak to it.
 *
 * @param upstream its address
 * @param timeouts how long it may keep the proxy waiting
 * @param tls what it must prove and what the proxy shows; for an {@code https} upstream
 */
public record UpstreamAccess(Upstream upstream, UpstreamTimeouts timeouts, SSLContext tls) {

  /**
   * Checks that nothing is missing.
   *
   * @param upstream its address
   * @param timeouts how long it may keep the proxy waiting
   * @param tls what it must prove and what the proxy shows; for an {@code https} upstream
   */
  public UpstreamAccess {
    requireNonNull(upstream, "upstream");
    requireNonNull(timeouts, "timeouts");
    requireNonNull(tls, "tls");
  }
}
