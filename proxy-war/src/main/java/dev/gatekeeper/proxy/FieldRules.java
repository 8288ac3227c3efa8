package dev.gatekeeper.proxy;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which fields pass the proxy (RFC 9110 7.6, and what a client says about itself). */
final class FieldRules {

  /** These concern one connection, not the message. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** The proxy writes these itself, or the container has dealt with them. */
  private static final Set<String> REWRITTEN =
      Set.of("authorization", "content-length", "expect", "host");

  /** With these a client could claim to be somebody else, or to ask for something else. */
  private static final Set<String> CLAIMS =
      Set.of(
          "cf-connecting-ip",
          "client-ip",
          "forwarded",
          "remote-user",
          "true-client-ip",
          "x-authenticated-user",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-original-url",
          "x-real-ip",
          "x-remote-user",
          "x-rewrite-url",
          "x-webauth-user");

  private static final Set<String> CLAIM_FAMILIES = Set.of("x-forwarded-", "x-auth-request-");

  private FieldRules() {}

  /** The names that Connection fields list: they, too, concern one connection. */
  static Set<String> namedBy(Collection<String> connectionFields) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String field : connectionFields) {
      for (String name : field.split(",", -1)) {
        names.add(name.trim());
      }
    }
    return names;
  }

  /** Whether a field of a request goes on to the upstream as it came. */
  static boolean passesUp(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return isPlain(lower)
        && !HOP_BY_HOP.contains(lower)
        && !REWRITTEN.contains(lower)
        && !CLAIMS.contains(lower)
        && CLAIM_FAMILIES.stream().noneMatch(lower::startsWith);
  }

  /** Whether a field of an answer goes back to the client as it came. */
  static boolean passesDown(String name) {
    return !HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Letters, digits and dashes. WSGI and CGI make one variable of {@code X_Remote_User} and {@code
   * X-Remote-User}, so that other characters would get past the rules above.
   */
  private static boolean isPlain(String lower) {
    return lower
        .chars()
        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }
}
