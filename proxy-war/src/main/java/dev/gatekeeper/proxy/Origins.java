package dev.gatekeeper.proxy;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the Origin of a request (RFC 6454 7) with the host it was sent to. */
final class Origins {

  private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#@\\s]+)");

  private Origins() {}

  /**
   * Whether a page of this very host and port sent the request. The scheme does not count: where
   * TLS ends in front of the container, it sees http and the browser https.
   */
  static boolean isOwn(String origin, @Nullable String host) {
    Matcher matcher = ORIGIN.matcher(origin);
    return host != null
        && matcher.matches()
        && withoutDefaultPort(matcher.group(2), matcher.group(1))
            .equals(withoutDefaultPort(host, matcher.group(1)));
  }

  private static String withoutDefaultPort(String authority, String scheme) {
    String lower = authority.toLowerCase(Locale.ROOT);
    String port = scheme.equals("https") ? ":443" : ":80";
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }
}
