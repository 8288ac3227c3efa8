package dev.gatekeeper.realms.oidc.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers the paths of the gate's own, and keeps its cookies from what stands behind. */
final class SignInPages extends HttpFilter {

  static final String CALLBACK = "/-/callback";
  static final String LOGOUT = "/-/logout";

  private static final long serialVersionUID = 1;

  private final transient Predicate<String> isOwnCookie;
  private final transient Function<HttpServletRequest, String> origin;
  private final transient Callback callback;
  private final transient Logout logout;

  SignInPages(
      Predicate<String> isOwnCookie,
      Function<HttpServletRequest, String> origin,
      Callback callback,
      Logout logout) {
    this.isOwnCookie = isOwnCookie;
    this.origin = origin;
    this.callback = callback;
    this.logout = logout;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestCookies cookies =
        RequestCookies.of(Collections.list(request.getHeaders("Cookie")), isOwnCookie);
    String contextPath = request.getServletContext().getContextPath();
    Browser browser = new Browser(cookies, origin.apply(request), contextPath);
    String target = request.getRequestURI();
    if (target.equals(contextPath + CALLBACK)) {
      callback.answer(request, response, browser);
    } else if (target.equals(contextPath + LOGOUT)) {
      logout.answer(request, response, browser);
    } else {
      browser.attachTo(request);
      chain.doFilter(
          new RequestWithoutOwnCookies(request, cookies), new AnswerWithOwnCookies(response));
    }
  }
}
