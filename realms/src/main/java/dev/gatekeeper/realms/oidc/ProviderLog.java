package dev.gatekeeper.realms.oidc;

import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.realms.OutageLog;
import dev.gatekeeper.realms.Pace;
import java.net.URI;

/**
 * Says what the administrator must look at, each once in a minute at most.
 *
 * <p>This class is thread-safe.
 */
final class ProviderLog {

  private static final System.Logger LOG = System.getLogger(OidcRealm.class.getName());

  private final OutageLog outages;
  private final Pace refusals = new Pace();

  ProviderLog(URI issuer) {
    outages = new OutageLog(OidcRealm.class, "The OpenID provider " + issuer);
  }

  /** Returns what is to be thrown. */
  ProviderUnavailableException unavailable(String why) {
    outages.failed(why);
    return new ProviderUnavailableException(why);
  }

  void available() {
    outages.answered();
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
