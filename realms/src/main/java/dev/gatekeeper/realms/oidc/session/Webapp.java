package dev.gatekeeper.realms.oidc.session;

import dev.gatekeeper.auth.RefusalRenderer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What sign-in has to know of the webapp whose users sign in.
 *
 * @param origin finds scheme, host and port by which the browser knows the webapp, such as {@code
 *     https://mlflow.example.com}
 * @param navigation tells a browser that is to show what comes back from everything else
 * @param refusals how refusals look
 * @param signOutCookie the name of a cookie that the webapp's own pages delete to sign out
 */
public record Webapp(
    Function<HttpServletRequest, String> origin,
    Predicate<HttpServletRequest> navigation,
    RefusalRenderer refusals,
    String signOutCookie) {

  /** Once a page was asked for in advance, nobody may be looking (W3C, Prefetch). */
  private static final String PREFETCH = "prefetch";

  /** Whether a person waits for a page that takes the whole window or tab. */
  boolean canSignIn(HttpServletRequest request) {
    String frame = request.getHeader("Sec-Fetch-Dest");
    String purpose = request.getHeader("Sec-Purpose");
    return request.getMethod().equals("GET")
        && navigation.test(request)
        && (frame == null || frame.equals("document"))
        && (purpose == null || !purpose.startsWith(PREFETCH));
  }
}
