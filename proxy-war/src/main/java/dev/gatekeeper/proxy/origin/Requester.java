package dev.gatekeeper.proxy.origin;

import dev.gatekeeper.auth.address.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and under which address the gate was reached: what the container knows, unless a
 * trusted proxy in front knows better.
 *
 * @param address of the client
 * @param scheme that the client used, {@code http} or {@code https}
 * @param host and perhaps port that the client used; null in a request of HTTP/1.0 that names none
 */
public record Requester(String address, String scheme, @Nullable String host) {

  private static final Pattern SCHEME = Pattern.compile("https?");
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?");

  /**
   * Finds out who asks.
   *
   * @param request as the container has it
   * @param trustedProxies whose X-Forwarded-* fields are believed
   * @return who asks
   */
  public static Requester of(HttpServletRequest request, TrustedProxies trustedProxies) {
    String peer = request.getRemoteAddr();
    String host = request.getHeader("Host");
    if (!trustedProxies.contains(peer)) {
      return new Requester(peer, request.getScheme(), host);
    }
    String forwardedHost = last(request, "X-Forwarded-Host", HOST).orElse("");
    return new Requester(
        trustedProxies.clientOf(peer, fields(request, "X-Forwarded-For")),
        last(request, "X-Forwarded-Proto", SCHEME).orElseGet(request::getScheme),
        forwardedHost.isEmpty() ? host : forwardedHost);
  }

  /** What the nearest proxy wrote; those before it may be the client's own words. */
  private static Optional<String> last(
      HttpServletRequest request, String name, Pattern wellFormed) {
    String all = String.join(",", fields(request, name));
    String value = all.substring(all.lastIndexOf(',') + 1).trim();
    return wellFormed.matcher(value).matches() ? Optional.of(value) : Optional.empty();
  }

  private static List<String> fields(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  /**
   * The origin of the gate (RFC 6454 7), as the client knows it.
   *
   * @param request as the container has it
   * @param trustedProxies whose X-Forwarded-* fields are believed
   * @return scheme, host and perhaps port
   */
  public static String originOf(HttpServletRequest request, TrustedProxies trustedProxies) {
    Requester requester = of(request, trustedProxies);
    String host = requester.host();
    return requester.scheme()
        + "://"
        + (host != null && HOST.matcher(host).matches() ? host : request.getServerName());
  }
}
