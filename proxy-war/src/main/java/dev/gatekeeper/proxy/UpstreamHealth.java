package dev.gatekeeper.proxy;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.concurrent.atomic.AtomicBoolean;

/** Writes one log line when the upstream fails and one when it answers again, not one a request. */
final class UpstreamHealth {

  private static final System.Logger LOG = System.getLogger(UpstreamHealth.class.getName());

  private final Upstream upstream;
  private final AtomicBoolean failing = new AtomicBoolean();

  UpstreamHealth(Upstream upstream) {
    this.upstream = upstream;
  }

  void answered() {
    if (failing.get() && failing.compareAndSet(true, false)) {
      LOG.log(INFO, "{0} answers again.", upstream);
    }
  }

  void failed(Exception cause) {
    if (failing.compareAndSet(false, true)) {
      LOG.log(WARNING, "{0} does not answer: {1}", upstream, cause);
    }
  }
}
