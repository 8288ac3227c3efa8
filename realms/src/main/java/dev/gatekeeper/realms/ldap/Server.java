package dev.gatekeeper.realms.ldap;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One server of a directory.
 *
 * @param host a name or an address, without brackets
 * @param port a port of TCP
 * @param isTls whether TLS begins with the connection, as with ldaps
 */
record Server(String host, int port, boolean isTls) {

  private static final int LDAP = 389;
  private static final int LDAPS = 636;

  /**
   * Reads addresses, divided by commas or spaces.
   *
   * @throws IllegalArgumentException if one can't be used; the message is a clause
   */
  static List<Server> parse(String text) {
    List<Server> servers = new ArrayList<>();
    for (String url : text.trim().split("[,\\s]+", -1)) {
      servers.add(server(url));
    }
    return List.copyOf(servers);
  }

  private static Server server(String url) {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean isTls = scheme.equals("ldaps");
      String host = uri.getHost();
      if ((isTls || scheme.equals("ldap")) && host != null && isAlone(uri)) {
        int usual = isTls ? LDAPS : LDAP;
        return new Server(unbracketed(host), uri.getPort() < 0 ? usual : uri.getPort(), isTls);
      }
    } catch (URISyntaxException e) {
      throw wrong(e);
    }
    throw wrong(null);
  }

  /** Where to search has settings of its own. */
  private static boolean isAlone(URI uri) {
    return uri.getRawUserInfo() == null
        && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static IllegalArgumentException wrong(@Nullable Throwable cause) {
    return new IllegalArgumentException(
        "it must be addresses such as ldaps://ldap.example.org or ldap://ldap.example.org:389,"
            + " divided by commas or spaces",
        cause);
  }

  /** Whether what is sent there stays on this machine. */
  boolean isLoopback() {
    return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1");
  }

  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return (isTls ? "ldaps://" : "ldap://") + shown + ":" + port;
  }
}
