package dev.gatekeeper.proxy;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** Gives an upstream's answer to the client. */
final class UpstreamAnswer {

  private UpstreamAnswer() {}

  /**
   * Passes status, fields and body; returns when the body has been read to its end.
   *
   * @param protocol of the client's request
   */
  static void pass(ClassicHttpResponse upstream, HttpServletResponse client, String protocol)
      throws IOException {
    client.setStatus(upstream.getCode());
    passFields(upstream, client);
    HttpEntity entity = upstream.getEntity();
    if (entity != null) {
      boolean lengthUnknown = entity.getContentLength() < 0;
      if (lengthUnknown) {
        if (protocol.equals("HTTP/1.1")) {
          // makes Jetty send chunks to a client that closes, so that a body that is cut looks cut
          client.setTrailerFields(Map::of);
        }
        client.flushBuffer();
      }
      // never closed here: HttpComponents would first read what is left, gigabytes after a failure
      Streams.copy(entity.getContent(), client.getOutputStream(), lengthUnknown);
    }
  }

  private static void passFields(ClassicHttpResponse upstream, HttpServletResponse client) {
    Set<String> named =
        FieldRules.namedBy(
            Arrays.stream(upstream.getHeaders("Connection")).map(Header::getValue).toList());
    Set<String> written = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Header field : upstream.getHeaders()) {
      String name = field.getName();
      if (!FieldRules.passesDown(name)
          || named.contains(name)
          || isLengthOfNothing(name, upstream)) {
        continue;
      }
      if (written.add(name)) {
        // replaces what the container has put there by itself, such as its own Date
        client.setHeader(name, field.getValue());
      } else {
        client.addHeader(name, field.getValue());
      }
    }
  }

  /** Some servers send Content-Length with 204, against RFC 9110 8.6. */
  private static boolean isLengthOfNothing(String name, ClassicHttpResponse upstream) {
    return upstream.getCode() == HttpServletResponse.SC_NO_CONTENT
        && name.equalsIgnoreCase("Content-Length");
  }
}
