package dev.gatekeeper.proxy;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.proxy.RequestTarget.AmbiguousTargetException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Makes the request to the upstream out of the client's. */
final class UpstreamRequest {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private final Upstream upstream;
  private final TrustedProxies trustedProxies;
  private final Set<String> withheldFields;

  /**
   * @param trustedProxies who is believed about the client
   * @param withheldFields in lower case: what only this upstream would misuse
   */
  UpstreamRequest(
      Upstream upstream, TrustedProxies trustedProxies, Collection<String> withheldFields) {
    this.upstream = upstream;
    this.trustedProxies = trustedProxies;
    this.withheldFields = Set.copyOf(withheldFields);
  }

  /** Target, fields and framing; the body comes with {@link #attachBody}. */
  ClassicHttpRequest of(HttpServletRequest client) throws AmbiguousTargetException {
    ClassicHttpRequest request =
        new BasicClassicHttpRequest(
            client.getMethod(),
            upstream.host(),
            RequestTarget.forUpstream(
                client.getRequestURI(),
                client.getQueryString(),
                // the request's own would be the client's spelling of it on Tomcat
                client.getServletContext().getContextPath(),
                upstream.path()));
    request.addHeader("Host", upstream.host().toHostString());
    Requester requester = Requester.of(client, trustedProxies);
    passFields(client, requester, request);
    tellWhoAsks(requester, request);
    frame(client, request);
    return request;
  }

  private void passFields(
      HttpServletRequest client, Requester requester, ClassicHttpRequest request) {
    Set<String> named = FieldRules.namedBy(Collections.list(client.getHeaders("Connection")));
    for (String name : Collections.list(client.getHeaderNames())) {
      if (FieldRules.passesUp(name)
          && !named.contains(name)
          && !withheldFields.contains(name.toLowerCase(Locale.ROOT))) {
        for (String value : Collections.list(client.getHeaders(name))) {
          if (!isOwnOrigin(name, value, requester)) {
            request.addHeader(name, value);
          }
        }
      }
    }
  }

  /** An upstream that sees another Host than the browser does would take its Origin for foreign. */
  private static boolean isOwnOrigin(String name, String value, Requester requester) {
    return name.equalsIgnoreCase("Origin") && Origins.isOwn(value, requester.host());
  }

  private static void tellWhoAsks(Requester requester, ClassicHttpRequest request) {
    request.addHeader("X-Forwarded-For", requester.address());
    request.addHeader("X-Forwarded-Proto", requester.scheme());
    if (requester.host() != null) {
      request.addHeader("X-Forwarded-Host", requester.host());
    }
    request.addHeader("X-Real-IP", requester.address());
  }

  private static void frame(HttpServletRequest client, ClassicHttpRequest request) {
    if (isOfUnknownLength(client)) {
      request.addHeader("Transfer-Encoding", "chunked");
    } else if (client.getContentLengthLong() >= 0) {
      request.addHeader("Content-Length", Long.toString(client.getContentLengthLong()));
    }
  }

  /** In HTTP/2 a body needs neither field; whether there is one shows only when it is read. */
  private static boolean isOfUnknownLength(HttpServletRequest client) {
    return client.getHeader("Transfer-Encoding") != null
        || (client.getContentLengthLong() < 0
            && !client.getProtocol().startsWith("HTTP/1")
            && !SAFE_METHODS.contains(client.getMethod()));
  }

  /** Hands the client's body over to be read when the head has been sent. */
  static void attachBody(HttpServletRequest client, ClassicHttpRequest request, Runnable cut)
      throws IOException {
    if (request.containsHeader("Transfer-Encoding")) {
      request.setEntity(new RequestBody(client.getInputStream(), -1, cut));
    } else if (client.getContentLengthLong() > 0) {
      request.setEntity(
          new RequestBody(client.getInputStream(), client.getContentLengthLong(), cut));
    }
  }
}
