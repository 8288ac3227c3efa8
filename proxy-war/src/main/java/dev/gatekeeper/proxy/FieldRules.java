package dev.gatekeeper.proxy;

import java.util.Collection;
import java.util.List;
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
          "proxy",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Proxy-Authorization, Proxy-Authenticate and what else is between a client and its proxy. */
  private static final String HOP_BY_HOP_FAMILY = "proxy-";

  /** The proxy writes these itself, or the container has dealt with them. */
  private static final Set<String> REWRITTEN =
      Set.of(
          "authorization",
          "content-length",
          "expect",
          "host",
          "max-forwards",
          "via",
          "x-request-id");

  /** MLflow reads these, or the proxy or HTTP itself needs them to be what they are. */
  private static final Set<String> NOT_FOR_A_USER =
      Set.of("accept", "content-encoding", "content-type", "cookie", "origin", "range");

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

  /** The proxy tells the upstream of the client in these. */
  private static final Set<String> WRITTEN =
      Set.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip");

  private static final List<String> CLAIM_FAMILIES = List.of("x-forwarded-", "x-auth-request-");

  /**
   * WSGI and CGI make one variable of {@code X_Remote_User} and {@code X-Remote-User}, so that
   * other characters than these would get past the rules above.
   */
  private static final AsciiSet PLAIN = AsciiSet.LETTERS.and(AsciiSet.DIGITS).and('-');

  private FieldRules() {}

  /** The names that Connection fields list: they, too, concern one connection. */
  static Set<String> namedBy(Collection<String> connectionFields) {
    if (connectionFields.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String field : connectionFields) {
      for (String name : field.split(",", -1)) {
        names.add(name.trim());
      }
    }
    return names;
  }

  /**
   * Whether a field of a request goes on to the upstream as it came.
   *
   * @param admitted names, in lower case, that pass with whatever characters they have
   */
  static boolean passesUp(String name, Set<String> admitted) {
    String lower = name.toLowerCase(Locale.ROOT);
    return (PLAIN.hasAll(lower) || admitted.contains(lower))
        && !isHopByHop(lower)
        && !REWRITTEN.contains(lower)
        && !CLAIMS.contains(lower)
        && !isOfClaimFamily(lower);
  }

  private static boolean isOfClaimFamily(String lower) {
    for (String family : CLAIM_FAMILIES) {
      if (lower.startsWith(family)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a field of an answer goes back to the client as it came. */
  static boolean passesDown(String name) {
    return !isHopByHop(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isHopByHop(String lower) {
    return HOP_BY_HOP.contains(lower) || lower.startsWith(HOP_BY_HOP_FAMILY);
  }

  /** Whether the proxy may write a user's name into a field of this name. */
  static boolean mayCarryUser(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !lower.isEmpty()
        && PLAIN.hasAll(lower)
        && !isHopByHop(lower)
        && !REWRITTEN.contains(lower)
        && !NOT_FOR_A_USER.contains(lower)
        && !WRITTEN.contains(lower);
  }

  /** A token, and a value without control characters but tabs (RFC 9110 5.1, 5.5). */
  static boolean isWellFormed(String name, String value) {
    return !name.isEmpty() && AsciiSet.TOKEN.hasAll(name) && !hasControlCharacter(value);
  }

  private static boolean hasControlCharacter(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 0x20 && c != '\t') || c == 0x7F) {
        return true;
      }
    }
    return false;
  }

  /** Whether a name is one that {@link #passesUp} holds back for its characters alone. */
  static boolean isUnusual(String name) {
    return !PLAIN.hasAll(name);
  }
}
