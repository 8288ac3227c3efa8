package dev.gatekeeper.realms.oidc.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** The request as the webapp may see it: its own cookies are byte for byte what they were. */
final class RequestWithoutOwnCookies extends HttpServletRequestWrapper {

  private static final String COOKIE = "Cookie";

  private final RequestCookies cookies;

  RequestWithoutOwnCookies(HttpServletRequest request, RequestCookies cookies) {
    super(request);
    this.cookies = cookies;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return name.equalsIgnoreCase(COOKIE)
        ? cookies.others().stream().findFirst().orElse(null)
        : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return name.equalsIgnoreCase(COOKIE)
        ? Collections.enumeration(cookies.others())
        : super.getHeaders(name);
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    Cookie[] all = super.getCookies();
    return all == null
        ? null
        : Arrays.stream(all)
            .filter(cookie -> cookies.get(cookie.getName()) == null)
            .toArray(Cookie[]::new);
  }
}
