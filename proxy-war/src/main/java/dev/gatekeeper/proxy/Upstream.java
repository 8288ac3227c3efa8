package dev.gatekeeper.proxy;

import java.net.URI;
import java.net.URISyntaxException;
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
      "must be http://host, http://host:port or http://host:port/path";

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
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(EXPECTED);
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(EXPECTED + ", without user, query or fragment");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException(EXPECTED + ", with a port from 1 to 65535");
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return new Upstream(
        new HttpHost("http", uri.getHost(), port), withoutEndSlash(uri.getRawPath()));
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
