package dev.gatekeeper.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The paths that need no credentials, each exact or a prefix that ends in {@code /}.
 *
 * <p>A path counts as the client wrote it, below the context path. One that could mean another to
 * the webapp or to a server behind it is never open: with a percent sign, a semicolon, a backslash,
 * an empty segment or one of dots.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class OpenPaths {

  /** Every path needs credentials. */
  public static final OpenPaths NONE = new OpenPaths(List.of());

  /** What RFC 3986 3.3 allows in a path without encoding it, but for the semicolon. */
  private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@/-]+");

  private static final Pattern SEGMENT_WITH_A_MEANING = Pattern.compile("//|/\\.{1,2}(?:/|$)");

  private final List<String> paths;

  private OpenPaths(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /**
   * Reads a list of paths.
   *
   * @param list such as {@code /health, /static/}, divided by commas or white space
   * @return the paths
   * @throws IllegalArgumentException if one does not begin with {@code /}, is {@code /} itself, or
   *     could never be open; the message is a clause that names it
   */
  public static OpenPaths parse(String list) {
    List<String> paths =
        Arrays.stream(list.trim().split("[,\\s]+")).filter(path -> !path.isEmpty()).toList();
    for (String path : paths) {
      if (path.equals("/")) {
        throw new IllegalArgumentException("'/' would open everything");
      }
      if (!isPlain(path)) {
        throw new IllegalArgumentException(
            "'" + path + "' is no path such as /health or /static/ in plain characters");
      }
    }
    return new OpenPaths(paths);
  }

  boolean contain(HttpServletRequest request) {
    if (paths.isEmpty()) {
      return false;
    }
    String uri = request.getRequestURI();
    // the request's own context path would be the client's spelling of it on Tomcat
    String contextPath = request.getServletContext().getContextPath();
    return uri.startsWith(contextPath) && contain(uri.substring(contextPath.length()));
  }

  boolean contain(String path) {
    return isPlain(path)
        && paths.stream()
            .anyMatch(open -> open.endsWith("/") ? path.startsWith(open) : path.equals(open));
  }

  private static boolean isPlain(String path) {
    return path.startsWith("/")
        && PLAIN_PATH.matcher(path).matches()
        && !SEGMENT_WITH_A_MEANING.matcher(path).find();
  }
}
