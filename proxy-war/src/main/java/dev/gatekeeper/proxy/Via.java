package dev.gatekeeper.proxy;

import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.jspecify.annotations.Nullable;

/** What the proxy writes into Via (RFC 9110 7.6.3). */
final class Via {

  private static final String PSEUDONYM = "mlflow-gatekeeper";

  private Via() {}

  /** For a message that came in this version of HTTP. */
  static String of(@Nullable ProtocolVersion version) {
    ProtocolVersion known = version == null ? HttpVersion.HTTP_1_1 : version;
    return known.getMajor() + "." + known.getMinor() + " " + PSEUDONYM;
  }

  /** As {@link #of(ProtocolVersion)}, of what the Servlet API calls it, such as HTTP/1.1. */
  static String of(String protocol) {
    return protocol.substring(protocol.indexOf('/') + 1) + " " + PSEUDONYM;
  }
}
