package dev.gatekeeper.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds requests that two parsers could read differently (RFC 9112 6.3, 11.2), as far as the
 * container still shows what the client sent.
 */
final class RequestFraming {

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** RFC 3986 3.2.2, without what no name of a host needs. */
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*)|\\[[0-9A-Fa-f:.]+])(?::[0-9]{0,5})?");

  private RequestFraming() {}

  /** What is ambiguous, as a sentence for the client; null if nothing is. */
  static @Nullable String problemOf(HttpServletRequest request) {
    if (!request.getMethod().equals(request.getMethod().toUpperCase(Locale.ROOT))) {
      return "The request's method is not in upper case.";
    }
    List<String> codings = fields(request, "Transfer-Encoding");
    Set<String> lengths = new HashSet<>(fields(request, "Content-Length"));
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      return "The request has both Content-Length and Transfer-Encoding.";
    }
    if (!codings.isEmpty() && request.getProtocol().equals("HTTP/1.0")) {
      return "The request has a Transfer-Encoding, which HTTP/1.0 does not know.";
    }
    if (codings.size() > 1 || codings.stream().anyMatch(c -> !c.equalsIgnoreCase("chunked"))) {
      return "The request has a Transfer-Encoding other than 'chunked'.";
    }
    if (lengths.size() > 1 || lengths.stream().anyMatch(l -> !DIGITS.matcher(l).matches())) {
      return "The request has a Content-Length that is no number.";
    }
    List<String> hosts = fields(request, "Host");
    if (hosts.size() > 1 || hosts.stream().anyMatch(host -> !isHost(host))) {
      return "The request has a Host that is none.";
    }
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : fields(request, name)) {
        if (!FieldRules.isWellFormed(name, value)) {
          return "The request has a field that is none.";
        }
      }
    }
    return null;
  }

  private static boolean isHost(String host) {
    return host.isEmpty() || HOST.matcher(host).matches();
  }

  private static List<String> fields(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
