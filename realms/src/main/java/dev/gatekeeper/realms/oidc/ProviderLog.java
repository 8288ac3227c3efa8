package dev.gatekeeper.realms.oidc;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.realms.Pace;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Says what the admin must look at: once when it begins and once when it is over, and of refused
 * tokens one in a minute.
 *
 * <p>This class is thread-safe.
 */
final class ProviderLog {

  private static final System.Logger LOG = System.getLogger(OidcRealm.class.getName());

  private final URI issuer;
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
  private final Pace refusals = new Pace();

  ProviderLog(URI issuer) {
    this.issuer = issuer;
  }

  /** Returns what is to be thrown. */
  ProviderUnavailableException unavailable(String why) {
    if (!why.equals(trouble.getAndSet(why))) {
      LOG.log(
          ERROR,
          "The OpenID provider {0} can''t be used, and nobody new gets in by it: {1}.",
          issuer,
          why);
    }
    return new ProviderUnavailableException(why);
  }

  void available() {
    if (trouble.getAndSet(null) != null) {
      LOG.log(INFO, "The OpenID provider {0} can be used again.", issuer);
    }
  }

  void refused(InvalidTokenException why) {
    if (refusals.allows()) {
      LOG.log(
          WARNING,
          "A token was refused, since {0}. Others in this minute are not logged.",
          why.getMessage());
    }
  }
}
