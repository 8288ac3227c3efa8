package dev.gatekeeper.proxy;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/** Gives an upstream's answer to the client. */
final class UpstreamAnswer {

  private UpstreamAnswer() {}

  /**
   * Passes status, fields and body; returns when the body has been read to its end.
   *
   * @param protocol of the client's request
   */
  static void pass(
      ClassicHttpResponse upstream,
      AnswerFields fields,
      HttpServletResponse client,
      String protocol)
      throws IOException {
    client.setStatus(upstream.getCode());
    fields.pass(upstream, client);
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
}
