package dev.gatekeeper.proxy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The target of a request as the upstream gets it: the client's own bytes, but for the prefix. */
final class RequestTarget {

  /**
   * Encoded or not, with parameters or without, between whatever somebody takes for a slash: the
   * container resolves them and the upstream does not, or the other way round.
   */
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("(?i)(?:/|%2f|%5c)(?:\\.|%2e){1,2}(?:/|;|%2f|%5c|$)");

  /** Some readers take the one for a slash, end at the other, and all stop somewhere at a NUL. */
  private static final Pattern MISREAD = Pattern.compile("[\\\\#]|%00");

  /** Nothing that the patterns look for, unless there is a dot behind a slash. */
  private static final AsciiSet PLAIN = AsciiSet.VISIBLE.without("%\\#");

  private RequestTarget() {}

  /**
   * Takes the context path off and puts the upstream's path on.
   *
   * @param requestUri the path as it was sent, still encoded
   * @param query the query as it was sent, or null
   * @throws AmbiguousTargetException if the path does not begin with the context path byte by byte,
   *     has a segment of dots, has a character that some read as another, or has a byte that HTTP
   *     does not allow in a request line
   */
  static String forUpstream(
      String requestUri, @Nullable String query, String contextPath, String upstreamPath)
      throws AmbiguousTargetException {
    if (!requestUri.startsWith(contextPath)) {
      throw new AmbiguousTargetException("The path does not begin with " + contextPath + ".");
    }
    String rest = requestUri.substring(contextPath.length());
    if (!rest.startsWith("/") && !(rest.isEmpty() && !contextPath.isEmpty())) {
      throw new AmbiguousTargetException("The path does not begin with " + contextPath + "/.");
    }
    if (!isPlain(requestUri)) {
      check(requestUri);
    }
    String path = upstreamPath + rest;
    String target = (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    if (!AsciiSet.VISIBLE.hasAll(target)) {
      throw new AmbiguousTargetException(
          "The path or the query has a character that must be percent-encoded.");
    }
    return target;
  }

  /** Most paths are, which saves them the patterns. */
  private static boolean isPlain(String requestUri) {
    return PLAIN.hasAll(requestUri) && !requestUri.contains("/.");
  }

  private static void check(String requestUri) throws AmbiguousTargetException {
    if (DOT_SEGMENT.matcher(requestUri).find()) {
      throw new AmbiguousTargetException("The path has a segment '.' or '..'.");
    }
    if (MISREAD.matcher(requestUri).find()) {
      throw new AmbiguousTargetException("The path has a '\\', a '#' or a NUL.");
    }
  }

  /** Says what is wrong with a target, as a sentence for the client. */
  static final class AmbiguousTargetException extends Exception {
    private static final long serialVersionUID = 1;

    AmbiguousTargetException(String message) {
      super(message);
    }
  }
}
