package dev.gatekeeper.proxy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Predicate;
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
      "it must be http://host, http://host:port or http://host:port/path";

  private static final int DEFAULT_PORT = 80;

  private static final Predicate<String> VISIBLE_ASCII =
      Pattern.compile("[!-~]+").asMatchPredicate();

  /** Wider than java.net.URI's: Docker Compose has services with an underscore in their names. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>\\d{0,5}))?");

  /**
   * Reads the address of an upstream.
   *
   * @param address such as {@code http://localhost:5000} or {@code http://mlflow:5000/prefix}
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
    String authority = uri.getRawAuthority();
    if (!"http".equals(uri.getScheme()) || authority == null || !VISIBLE_ASCII.test(address)) {
      throw new IllegalArgumentException(EXPECTED);
    }
    if (authority.contains("@") || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(EXPECTED + ", without user, query or fragment");
    }
    return new Upstream(host(authority), withoutEndSlash(uri.getRawPath()));
  }

  private static HttpHost host(String authority) {
    Matcher matcher = AUTHORITY.matcher(authority);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String digits = matcher.group("port");
    int port = digits == null || digits.isEmpty() ? DEFAULT_PORT : Integer.parseInt(digits);
    if (port == 0 || port > 65_535) {
      throw new IllegalArgumentException(EXPECTED + ", with a port from 1 to 65535");
    }
    return new HttpHost("http", matcher.group("host"), port);
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
