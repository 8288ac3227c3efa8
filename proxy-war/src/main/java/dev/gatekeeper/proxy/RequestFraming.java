package dev.gatekeeper.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds requests that two parsers could read differently (RFC 9112 6.3, 11.2), as far as the
 * container still shows what the client sent.
 */
final class RequestFraming {

  /** RFC 3986 3.2.2, without what no name of a host needs. */
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*)|\\[[0-9A-Fa-f:.]+])(?::[0-9]{0,5})?");

  private RequestFraming() {}

  /** What is ambiguous, as a sentence for the client; null if nothing is. */
  static @Nullable String problemOf(HttpServletRequest request, RequestFields fields) {
    if (!request.getMethod().equals(request.getMethod().toUpperCase(Locale.ROOT))) {
      return "The request's method is not in upper case.";
    }
    List<String> codings = fields.values("Transfer-Encoding");
    List<String> lengths = fields.values("Content-Length");
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      return "The request has both Content-Length and Transfer-Encoding.";
    }
    if (!codings.isEmpty() && request.getProtocol().equals("HTTP/1.0")) {
      return "The request has a Transfer-Encoding, which HTTP/1.0 does not know.";
    }
    if (codings.size() > 1 || (!codings.isEmpty() && !codings.get(0).equalsIgnoreCase("chunked"))) {
      return "The request has a Transfer-Encoding other than 'chunked'.";
    }
    if (!lengths.isEmpty() && !isOneNumber(lengths)) {
      return "The request has a Content-Length that is no number.";
    }
    List<String> hosts = fields.values("Host");
    if (hosts.size() > 1 || (!hosts.isEmpty() && !isHost(hosts.get(0)))) {
      return "The request has a Host that is none.";
    }
    for (RequestFields.Field field : fields.all()) {
      if (!FieldRules.isWellFormed(field.name(), field.value())) {
        return "The request has a field that is none.";
      }
    }
    return null;
  }

  /** A number that is said twice is still one (RFC 9110 8.6). */
  private static boolean isOneNumber(List<String> lengths) {
    String first = lengths.get(0);
    return !first.isEmpty()
        && AsciiSet.DIGITS.hasAll(first)
        && Collections.frequency(lengths, first) == lengths.size();
  }

  private static boolean isHost(String host) {
    return host.isEmpty() || HOST.matcher(host).matches();
  }
}
