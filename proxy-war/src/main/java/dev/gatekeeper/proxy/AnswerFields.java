package dev.gatekeeper.proxy;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/**
 * Which fields of an answer go back to the client, and what becomes of those that name a place.
 *
 * @param places turns the upstream's places into the gate's
 */
record AnswerFields(Places places) {

  /** Passes them on, in their order. */
  void pass(ClassicHttpResponse upstream, HttpServletResponse client) {
    Set<String> named = FieldRules.namedBy(values("Connection", upstream));
    Set<String> written = new HashSet<>();
    for (Header field : upstream.getHeaders()) {
      String name = field.getName();
      String lower = name.toLowerCase(Locale.ROOT);
      if (!FieldRules.passesDown(lower)
          || named.contains(lower)
          || isLengthOfNothing(lower, upstream)) {
        continue;
      }
      String value = places.ofGate(lower, field.getValue());
      if (written.add(lower)) {
        // replaces what the container has put there by itself, such as its own Date
        client.setHeader(name, value);
      } else {
        client.addHeader(name, value);
      }
    }
    client.addHeader("Via", Via.of(upstream.getVersion()));
  }

  private static List<String> values(String name, ClassicHttpResponse upstream) {
    return upstream.containsHeader(name)
        ? Arrays.stream(upstream.getHeaders(name)).map(Header::getValue).toList()
        : List.of();
  }

  /** Some servers send Content-Length with 204, against RFC 9110 8.6. */
  private static boolean isLengthOfNothing(String lower, ClassicHttpResponse upstream) {
    return upstream.getCode() == HttpServletResponse.SC_NO_CONTENT
        && lower.equals("content-length");
  }
}
