package dev.gatekeeper.proxy;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where things are, for the upstream and for clients of the gate. What an answer says of the
 * upstream's own places is turned into paths of the gate, which hold behind whatever proxy or name
 * the client has reached it.
 *
 * @param upstream the upstream
 * @param contextPath of the gate: empty, or begins with a slash and does not end with one
 */
record Places(Upstream upstream, String contextPath) {

  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)(?<scheme>https?:)?//(?<authority>[^/?#]*)(?<rest>.*)");

  private static final Pattern COOKIE_ATTRIBUTE =
      Pattern.compile("(?i);\\s*(?:path|domain)\\s*=[^;]*");

  private static final Map<String, String> DEFAULT_PORTS = Map.of("http:", ":80", "https:", ":443");

  /**
   * The value of a field as clients of the gate need it.
   *
   * @param name of a field of an answer
   */
  String ofGate(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "location", "content-location" -> location(value);
      case "set-cookie" -> cookie(value);
      default -> value;
    };
  }

  private String location(String location) {
    Matcher absolute = ABSOLUTE.matcher(location);
    if (absolute.matches()) {
      if (!isUpstream(absolute.group("scheme"), absolute.group("authority"))) {
        return location;
      }
      String rest = absolute.group("rest");
      return path(rest.startsWith("/") ? rest : "/" + rest);
    }
    return location.startsWith("/") ? path(location) : location;
  }

  private boolean isUpstream(@Nullable String scheme, String authority) {
    String ownScheme = upstream.host().getSchemeName() + ":";
    String named = scheme == null ? ownScheme : scheme.toLowerCase(Locale.ROOT);
    String port = DEFAULT_PORTS.getOrDefault(named, "");
    String bare =
        authority.endsWith(port)
            ? authority.substring(0, authority.length() - port.length())
            : authority;
    return bare.equalsIgnoreCase(upstream.authority());
  }

  /** A path of the upstream's, with or without a query, below the gate. */
  private String path(String path) {
    String prefix = upstream.path();
    boolean below =
        path.startsWith(prefix)
            && (path.length() == prefix.length()
                || "/?#".indexOf(path.charAt(prefix.length())) >= 0);
    String gatePath = below ? contextPath + path.substring(prefix.length()) : path;
    if (gatePath.startsWith("//")) {
      // without the dot it would be another host
      return "/." + gatePath;
    }
    return gatePath.startsWith("/") ? gatePath : "/" + gatePath;
  }

  private String cookie(String cookie) {
    return COOKIE_ATTRIBUTE
        .matcher(cookie)
        .replaceAll(attribute -> Matcher.quoteReplacement(attribute(attribute.group())));
  }

  private String attribute(String attribute) {
    int equals = attribute.indexOf('=');
    String value = attribute.substring(equals + 1).trim();
    if (attribute.substring(0, equals).toLowerCase(Locale.ROOT).contains("domain")) {
      return value.equalsIgnoreCase(upstream.host().getHostName()) ? "" : attribute;
    }
    return value.startsWith("/")
        ? attribute.substring(0, equals + 1) + path(value.equals("/") ? upstream.path() : value)
        : attribute;
  }
}
