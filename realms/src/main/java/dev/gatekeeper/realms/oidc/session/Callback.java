package dev.gatekeeper.realms.oidc.session;

import static java.lang.System.Logger.Level.INFO;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.RefusalRenderer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the provider sends a browser back with a code or an error (RFC 6749 4.1.2). Where the user
 * goes from here stands in the sealed cookie, never in the request.
 */
final class Callback {

  private static final System.Logger LOG = System.getLogger(Callback.class.getName());

  private static final Refusal GET_ALONE =
      new Refusal(
              HttpServletResponse.SC_METHOD_NOT_ALLOWED,
              "The identity provider must send browsers back here with GET"
                  + " (response_mode=query).")
          .with("Allow", "GET");

  private final Provider provider;
  private final Sessions sessions;
  private final PendingCookies pendings;
  private final RefusalRenderer refusals;
  private final InstantSource clock;
  private final FailureLog failures;

  Callback(
      Provider provider,
      Sessions sessions,
      PendingCookies pendings,
      RefusalRenderer refusals,
      InstantSource clock) {
    this.provider = provider;
    this.sessions = sessions;
    this.pendings = pendings;
    this.refusals = refusals;
    this.clock = clock;
    this.failures = new FailureLog(clock);
  }

  void answer(HttpServletRequest request, HttpServletResponse response, Browser browser)
      throws IOException {
    if (!request.getMethod().equals("GET")) {
      GET_ALONE.send(request, response, refusals);
      return;
    }
    try {
      String target = signIn(parameters(request), response, browser);
      Redirect.to(browser.origin() + target, response);
    } catch (SignInException e) {
      failures.log(e);
      e.refusal().send(request, response, refusals);
    }
  }

  private static Map<String, List<String>> parameters(HttpServletRequest request) {
    return URLUtils.parseParameters(request.getQueryString());
  }

  private String signIn(
      Map<String, List<String>> parameters, HttpServletResponse response, Browser browser)
      throws SignInException {
    String state = one("state", parameters);
    PendingSignIn pending =
        state == null ? null : pendings.read(state, browser, clock.instant()).orElse(null);
    if (pending == null) {
      throw ProviderAnswer.unasked();
    }
    pendings.delete(pending.state(), browser, response);
    String error = one("error", parameters);
    if (error != null) {
      throw ProviderAnswer.error(error, one("error_description", parameters));
    }
    String issuer = one("iss", parameters);
    if (issuer != null && !provider.isIssuer(issuer)) {
      throw ProviderAnswer.ofAnotherIssuer(issuer);
    }
    String code = one("code", parameters);
    if (code == null) {
      throw ProviderAnswer.withoutCode();
    }
    SignedIn user = provider.redeem(code, pending, browser.callback());
    sessions.begin(user, browser, response);
    LOG.log(INFO, "{0} has signed in at the identity provider.", user.name());
    return pending.target();
  }

  /** A parameter that is there twice is not there (RFC 6749 3.1). */
  private static @Nullable String one(String name, Map<String, List<String>> parameters) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.size() == 1 && !values.get(0).isEmpty() ? values.get(0) : null;
  }
}
