package dev.gatekeeper.proxy.origin;

import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;
import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.address.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells requests that a page of another site made a browser send. Browsers attach the user's
 * credentials to them by themselves, so they must change nothing.
 *
 * <p>An Origin field decides (RFC 6454 7); without one, Sec-Fetch-Site (Fetch Metadata, W3C). What
 * has neither comes from no browser of today. This class is immutable and thread-safe.
 */
public final class CrossSite {

  /** The page itself, and what the user typed or opened. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final PublicOrigins own;
  private final TrustedProxies trustedProxies;
  private final String setting;

  /**
   * Makes the rule.
   *
   * @param own the gate's own origins
   * @param trustedProxies who is believed about the host that a request was sent to
   * @param setting the name under which further origins can be listed, for the refusal
   */
  public CrossSite(PublicOrigins own, TrustedProxies trustedProxies, String setting) {
    this.own = requireNonNull(own, "own");
    this.trustedProxies = requireNonNull(trustedProxies, "trustedProxies");
    this.setting = requireNonNull(setting, "setting");
  }

  /**
   * Refuses what a page of another site sent.
   *
   * @param request that would change something
   * @return a 403 that says how the page's origin can be listed, or empty
   */
  public Optional<Refusal> refusalOf(HttpServletRequest request) {
    List<String> origins = fields(request, "Origin");
    if (!origins.isEmpty()) {
      return origins.size() == 1 && isOwn(origins.get(0), request)
          ? Optional.empty()
          : Optional.of(refusal("with the Origin '" + String.join(", ", origins) + "'"));
    }
    return OWN_SITES.containsAll(fields(request, "Sec-Fetch-Site"))
        ? Optional.empty()
        : Optional.of(refusal("of another site"));
  }

  private boolean isOwn(String origin, HttpServletRequest request) {
    return own.contain(origin, Requester.of(request, trustedProxies).host());
  }

  private Refusal refusal(String sender) {
    return new Refusal(
        SC_FORBIDDEN,
        "A page "
            + sender
            + " sent this request, and only this server's own pages may change something. If the"
            + " page is one of its own, its origin belongs into the setting "
            + setting
            + ".");
  }

  private static List<String> fields(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
