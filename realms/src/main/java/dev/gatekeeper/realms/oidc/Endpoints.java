package dev.gatekeeper.realms.oidc;

import java.net.URI;
import java.net.URISyntaxException;

/** Which addresses of a provider may be asked: what goes there has secrets in it. */
final class Endpoints {

  private Endpoints() {}

  /**
   * Reads the name of an issuer, which is an address, too (OpenID Connect Discovery 1.0, 4).
   *
   * @throws IllegalArgumentException if it can't be one; the message is a clause
   */
  static URI issuer(String text) {
    try {
      URI issuer = new URI(text);
      if (isSafe(issuer) && issuer.getRawQuery() == null && issuer.getRawFragment() == null) {
        return issuer;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(rule(), e);
    }
    throw new IllegalArgumentException(rule());
  }

  private static String rule() {
    return "it must be an address such as https://login.example.com/realms/example; http is for"
        + " this machine alone";
  }

  /** Whether nobody on the way can read or change what is said. */
  static boolean isSafe(URI address) {
    String host = address.getHost();
    if (host == null || address.getRawUserInfo() != null) {
      return false;
    }
    return "https".equalsIgnoreCase(address.getScheme())
        || ("http".equalsIgnoreCase(address.getScheme()) && isLoopback(host));
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || host.equals("[::1]");
  }
}
