package dev.gatekeeper.realms.oidc.session;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * Where the gate's cookies hold (RFC 6265bis 4.1): under the path of this deployment, and behind
 * TLS only there, with a prefix of their names that browsers guard.
 *
 * @param path of the deployment, {@code /} for the root
 * @param isSecure whether the browser used TLS
 */
record CookieScope(String path, boolean isSecure) {

  private static final String HOST_PREFIX = "__Host-";
  private static final String SECURE_PREFIX = "__Secure-";

  static CookieScope of(String contextPath, boolean isSecure) {
    return new CookieScope(contextPath.isEmpty() ? "/" : contextPath, isSecure);
  }

  /** The name of a cookie as the browser has it. */
  String nameOf(String name) {
    if (!isSecure) {
      return name;
    }
    return (path.equals("/") ? HOST_PREFIX : SECURE_PREFIX) + name;
  }

  /** A name without the prefixes that {@link #nameOf} gives. */
  static String withoutPrefix(String name) {
    if (name.startsWith(HOST_PREFIX)) {
      return name.substring(HOST_PREFIX.length());
    }
    return name.startsWith(SECURE_PREFIX) ? name.substring(SECURE_PREFIX.length()) : name;
  }

  /** Sets a cookie that no script sees, until the browser is closed. */
  void set(String name, String value, HttpServletResponse response) {
    write(nameOf(name), value, "; HttpOnly", response);
  }

  /** The same for a limited time. */
  void set(String name, String value, Duration time, HttpServletResponse response) {
    write(nameOf(name), value, "; HttpOnly; Max-Age=" + time.toSeconds(), response);
  }

  /** Sets a cookie that scripts of the page see and may delete, under its name as it is. */
  void setVisible(String name, String value, HttpServletResponse response) {
    write(name, value, "", response);
  }

  /**
   * Deletes a cookie.
   *
   * @param fullName as the browser has it
   */
  void delete(String fullName, HttpServletResponse response) {
    write(fullName, "", "; HttpOnly; Max-Age=0", response);
  }

  private void write(String fullName, String value, String more, HttpServletResponse response) {
    response.addHeader(
        "Set-Cookie",
        fullName
            + "="
            + value
            + "; Path="
            + path
            + (isSecure ? "; Secure" : "")
            + "; SameSite=Lax"
            + more);
  }
}
