package dev.gatekeeper.proxy;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * The server behind the proxy.
 *
 * @param host its scheme, name and port
 * @param path what replaces the context path of the WAR: empty, or begins with a slash and does not
 *     end with one
 */
public record Upstream(HttpHost host, String path) {

  private static final String EXPECTED =
      "it must be http://host, http://host:port or http://host:port/path, or the same with https";

  private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

  /** Wider than java.net.URI's: Docker Compose has services with an underscore in their names. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>\\d{0,5}))?");

  /**
   * Reads the address of an upstream.
   *
   * @param address such as {@code http://localhost:5000} or {@code https://mlflow:5000/prefix}
   * @return the upstream
   * @throws IllegalArgumentException if the address is not of that form; the message says why
   */
  public static Upstream parse(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    String scheme = requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    String authority = uri.getRawAuthority();
    if (!DEFAULT_PORTS.containsKey(scheme)
        || authority == null
        || !AsciiSet.VISIBLE.hasAll(address)) {
      throw new IllegalArgumentException(EXPECTED);
    }
    if (authority.contains("@") || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(EXPECTED + ", without user, query or fragment");
    }
    return new Upstream(host(scheme, authority), withoutEndSlash(uri.getRawPath()));
  }

  private static HttpHost host(String scheme, String authority) {
    Matcher matcher = AUTHORITY.matcher(authority);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String digits = matcher.group("port");
    int port =
        digits == null || digits.isEmpty()
            ? requireNonNull(DEFAULT_PORTS.get(scheme))
            : Integer.parseInt(digits);
    if (port == 0 || port > 65_535) {
      throw new IllegalArgumentException(EXPECTED + ", with a port from 1 to 65535");
    }
    return new HttpHost(scheme, matcher.group("host"), port);
  }

  /** Its host, and its port unless that is the scheme's own, as in a Host field (RFC 9110 7.2). */
  String authority() {
    return isDefaultPort()
        ? new HttpHost(host.getSchemeName(), host.getHostName(), -1).toHostString()
        : host.toHostString();
  }

  /**
   * Whether it is spoken to over TLS.
   *
   * @return whether its scheme is https
   */
  public boolean isSecure() {
    return host.getSchemeName().equals("https");
  }

  private boolean isDefaultPort() {
    return requireNonNull(DEFAULT_PORTS.get(host.getSchemeName())) == host.getPort();
  }

  private static String withoutEndSlash(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  @Override
  public String toString() {
    return host.toURI() + path;
  }
}
