package dev.gatekeeper.proxy;

import dev.gatekeeper.proxy.RequestTarget.AmbiguousTargetException;
import dev.gatekeeper.proxy.origin.Requester;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Makes the request to the upstream out of the client's. */
final class UpstreamRequest {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  /** Others could hide something in a log. */
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Upstream upstream;
  private final String authority;
  private final FieldPolicy policy;
  private final UnusualFields unusual = new UnusualFields();

  UpstreamRequest(Upstream upstream, FieldPolicy policy) {
    this.upstream = upstream;
    this.authority = upstream.authority();
    this.policy = policy;
  }

  /** Target, fields and framing; the body comes with {@link #attachBody}. */
  ClassicHttpRequest of(HttpServletRequest client, RequestFields fields)
      throws AmbiguousTargetException {
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
    request.addHeader("Host", authority);
    Requester requester = Requester.of(client, policy.trustedProxies());
    passFields(fields, requester, request);
    passAuthorization(client, request);
    tellWhoAsks(client, requester, request);
    tellTheWay(client, fields, request);
    frame(client, request);
    return request;
  }

  private void passFields(RequestFields fields, Requester requester, ClassicHttpRequest request) {
    Set<String> named = FieldRules.namedBy(fields.values("Connection"));
    for (RequestFields.Field field : fields.all()) {
      String name = field.name();
      if (!policy.passesUp(name)) {
        unusual.note(name, policy.admitted());
      } else if (!named.contains(name) && !isOwnOrigin(name, field.value(), requester)) {
        request.addHeader(name, field.value());
      }
    }
  }

  private static void passAuthorization(HttpServletRequest client, ClassicHttpRequest request) {
    if (client.getAttribute(ProxyServlet.UPSTREAM_AUTHORIZATION) instanceof List<?> values) {
      values.forEach(value -> request.addHeader("Authorization", value));
    }
  }

  /** An upstream that sees another Host than the browser does would take its Origin for foreign. */
  private boolean isOwnOrigin(String name, String value, Requester requester) {
    return name.equalsIgnoreCase("Origin") && policy.origins().contain(value, requester.host());
  }

  private void tellWhoAsks(
      HttpServletRequest client, Requester requester, ClassicHttpRequest request) {
    request.addHeader("X-Forwarded-For", requester.address());
    request.addHeader("X-Forwarded-Proto", requester.scheme());
    if (requester.host() != null) {
      request.addHeader("X-Forwarded-Host", requester.host());
    }
    request.addHeader("X-Real-IP", requester.address());
    if (policy.forwarded()) {
      request.addHeader("Forwarded", ForwardedField.of(requester));
    }
    String user = client.getRemoteUser();
    if (user != null && policy.userField().isPresent()) {
      request.setHeader(policy.userField().get(), UserName.inField(user));
    }
  }

  private static void tellTheWay(
      HttpServletRequest client, RequestFields fields, ClassicHttpRequest request) {
    fields.values("Via").forEach(via -> request.addHeader("Via", via));
    request.addHeader("Via", Via.of(client.getProtocol()));
    for (String hops : fields.values("Max-Forwards")) {
      request.addHeader("Max-Forwards", MaxForwards.oneLess(hops));
    }
    List<String> ids = fields.values("X-Request-Id");
    if (!ids.isEmpty()) {
      request.addHeader(
          "X-Request-Id",
          ids.size() == 1 && REQUEST_ID.matcher(ids.get(0)).matches()
              ? ids.get(0)
              : UUID.randomUUID().toString());
    }
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
