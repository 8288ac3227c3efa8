package dev.gatekeeper.proxy;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
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
      WholeBody whole = new WholeBody();
      boolean lengthUnknown = entity.getContentLength() < 0;
      if (lengthUnknown) {
        if (protocol.equals("HTTP/1.1")) {
          // makes Jetty send chunks to a client that closes, so that a body that is cut looks cut
          client.setTrailerFields(whole);
        }
        client.flushBuffer();
      }
      // never closed here: HttpComponents would first read what is left, gigabytes after a failure
      Streams.copy(entity.getContent(), client.getOutputStream(), entity.getContentLength());
      whole.read = true;
    }
  }

  /**
   * The trailer of an answer in chunks, which has no fields. The container asks for it when it is
   * about to send the last chunk. Undertow does so after a failure too, and would make a whole
   * answer of a part: here it gets none, and breaks the connection.
   */
  private static final class WholeBody implements Supplier<Map<String, String>> {

    private volatile boolean read;

    @Override
    public Map<String, String> get() {
      if (!read) {
        throw new IllegalStateException("the answer broke off in the middle");
      }
      return Map.of();
    }
  }
}
