package dev.gatekeeper.auth;

import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.auth.address.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Warns once when a password comes from another machine over plain http, where everyone on the way
 * can read it. A trusted proxy in front may well have taken TLS off.
 */
final class PlainHttpWarning {

  private static final System.Logger LOG = System.getLogger(PlainHttpWarning.class.getName());

  private static final TrustedProxies LOOPBACK = TrustedProxies.parse("127.0.0.0/8, ::1");

  private final TrustedProxies trustedProxies;
  private final AtomicBoolean given = new AtomicBoolean();

  PlainHttpWarning(TrustedProxies trustedProxies) {
    this.trustedProxies = trustedProxies;
  }

  void check(HttpServletRequest request) {
    if (given.get() || request.isSecure() || isNear(request.getRemoteAddr())) {
      return;
    }
    if (given.compareAndSet(false, true)) {
      LOG.log(
          WARNING,
          "A password came from {0} over plain http, readable for everyone on the way. Use https,"
              + " or name the proxy that does as a trusted proxy.",
          request.getRemoteAddr());
    }
  }

  private boolean isNear(String peer) {
    return LOOPBACK.contains(peer) || trustedProxies.contains(peer);
  }
}
