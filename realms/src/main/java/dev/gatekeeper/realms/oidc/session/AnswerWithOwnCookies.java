package dev.gatekeeper.realms.oidc.session;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.regex.Pattern;

/**
 * An answer whose fields the webapp writes without loss of those that the gate has written: its
 * cookies, and that the answer is for one user alone.
 */
final class AnswerWithOwnCookies extends HttpServletResponseWrapper {

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String PRIVATE = "private";
  private static final Pattern FOR_ALL =
      Pattern.compile("\\b(?:public|s-maxage=\\d+)\\s*,?\\s*", Pattern.CASE_INSENSITIVE);

  AnswerWithOwnCookies(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setHeader(String name, String value) {
    if (name.equalsIgnoreCase("Set-Cookie")) {
      addHeader(name, value);
    } else if (name.equalsIgnoreCase(CACHE_CONTROL) && isPrivate()) {
      super.setHeader(name, PRIVATE + ", " + FOR_ALL.matcher(value).replaceAll(""));
    } else {
      super.setHeader(name, value);
    }
  }

  private boolean isPrivate() {
    String before = getHeader(CACHE_CONTROL);
    return before != null && before.startsWith(PRIVATE);
  }
}
