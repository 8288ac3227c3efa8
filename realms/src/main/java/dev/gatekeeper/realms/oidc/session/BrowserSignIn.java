package dev.gatekeeper.realms.oidc.session;

import dev.gatekeeper.auth.SignIn;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.oidc.OidcProvider;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Lets people sign in at the provider with a browser (OpenID Connect Core 1.0, 3.1). Only a
 * navigation in a whole tab is sent there; everything else is left to be refused.
 *
 * <p>{@link #pages} must stand in front of the filter that asks this. This class is thread-safe.
 */
public final class BrowserSignIn implements SignIn {

  /** Longer ones would not leave room for other cookies; such a user begins at the first page. */
  private static final int LONGEST_TARGET = 500;

  private static final int STATE_BITS = 128;
  private static final int VERIFIER_BITS = 256;

  private final Provider provider;
  private final Webapp webapp;
  private final InstantSource clock;
  private final Sessions sessions;
  private final PendingCookies pendings;
  private final SignInPages pages;

  /**
   * Makes the way to the provider.
   *
   * @param provider where people sign in
   * @param parameters how long people stay signed in, and by which key
   * @param webapp whose users sign in
   */
  public BrowserSignIn(OidcProvider provider, SessionParameters parameters, Webapp webapp) {
    this(
        new TokenProvider(provider),
        provider.issuer() + " " + provider.clientId().getValue(),
        parameters,
        provider.rememberFor(),
        webapp,
        InstantSource.system());
  }

  BrowserSignIn(
      Provider provider,
      String client,
      SessionParameters parameters,
      Duration freshFor,
      Webapp webapp,
      InstantSource clock) {
    this.provider = provider;
    this.webapp = webapp;
    this.clock = clock;
    SessionCookies cookies = new SessionCookies(parameters.keys(), client, webapp.signOutCookie());
    this.sessions = new Sessions(cookies, provider, parameters, freshFor, clock);
    this.pendings = new PendingCookies(parameters.keys(), client);
    this.pages =
        new SignInPages(
            name -> cookies.isOwn(name) || pendings.isOwn(name),
            webapp.origin(),
            new Callback(provider, sessions, pendings, webapp.refusals(), clock),
            new Logout(provider, sessions, webapp.refusals()));
  }

  /**
   * The paths of the gate's own to which the provider sends browsers back, and that end a session.
   * What stands behind sees no cookie of the gate's.
   *
   * @return a filter for all paths
   */
  public Filter pages() {
    return pages;
  }

  @Override
  public String authType() {
    return "OIDC";
  }

  @Override
  public Verdict recall(HttpServletRequest request, HttpServletResponse response) {
    Browser browser = Browser.of(request);
    return browser == null ? new Verdict.Unknown() : sessions.recall(browser, response);
  }

  @Override
  public boolean begin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Browser browser = Browser.of(request);
    if (browser == null || !webapp.canSignIn(request)) {
      return false;
    }
    if (sessions.isSignedOutByPage(browser)) {
      Redirect.to(browser.logout().toString(), response);
      return true;
    }
    PendingSignIn pending =
        new PendingSignIn(
            RandomText.ofBits(STATE_BITS),
            RandomText.ofBits(STATE_BITS),
            RandomText.ofBits(VERIFIER_BITS),
            target(request, browser),
            clock.instant());
    try {
      String page = provider.authorizationRequest(pending, browser.callback()).toString();
      pendings.write(pending, browser, response);
      Redirect.to(page, response);
    } catch (SignInException e) {
      e.refusal().send(request, response, webapp.refusals());
    }
    return true;
  }

  private static String target(HttpServletRequest request, Browser browser) {
    String query = request.getQueryString();
    String target = request.getRequestURI() + (query == null ? "" : "?" + query);
    boolean isUsual =
        target.length() <= LONGEST_TARGET
            && target.startsWith(browser.contextPath() + "/")
            && target.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    return isUsual ? target : browser.contextPath() + "/";
  }
}
