package dev.gatekeeper.realms.oidc.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.RefusalRenderer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Ends the session here and at the provider (OpenID Connect RP-Initiated Logout 1.0), which sends
 * the browser back to the same path; without a session it says that the user is signed out.
 */
final class Logout {

  private static final Set<String> METHODS = Set.of("GET", "POST");
  private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Signed out</title>
      <style>body { font: 16px/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 36em; padding: 0 1em }</style>
      </head>
      <body>
      <h1>You are signed out</h1>
      <p><a href="..">Sign in</a></p>
      </body>
      </html>
      """;

  private final Provider provider;
  private final Sessions sessions;
  private final RefusalRenderer refusals;

  Logout(Provider provider, Sessions sessions, RefusalRenderer refusals) {
    this.provider = provider;
    this.sessions = sessions;
    this.refusals = refusals;
  }

  void answer(HttpServletRequest request, HttpServletResponse response, Browser browser)
      throws IOException {
    if (!METHODS.contains(request.getMethod())) {
      new Refusal(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Signing out takes GET or POST.")
          .with("Allow", "GET, POST")
          .send(request, response, refusals);
      return;
    }
    if (sessions.isThere(browser) && isOfAnotherSite(request)) {
      new Refusal(
              HttpServletResponse.SC_FORBIDDEN,
              "A page of another site would sign you out. To do so, open this address yourself.")
          .send(request, response, refusals);
      return;
    }
    Optional<URI> atProvider =
        sessions
            .end(browser, response)
            .flatMap(ended -> provider.endSession(ended.refreshToken(), browser.logout()));
    if (atProvider.isPresent()) {
      Redirect.to(atProvider.get().toString(), response);
    } else {
      showPage(response);
    }
  }

  private static boolean isOfAnotherSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && OTHER_SITES.contains(site);
  }

  private static void showPage(HttpServletResponse response) throws IOException {
    byte[] page = PAGE.getBytes(UTF_8);
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
