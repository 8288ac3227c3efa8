package dev.gatekeeper.auth;

import static jakarta.servlet.http.HttpServletResponse.SC_UNAUTHORIZED;
import static java.util.Locale.ROOT;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.auth.login.LoginOutcome;
import dev.gatekeeper.auth.login.Logins;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who a request comes from, or how to refuse it. */
final class Guard {

  private static final int SC_TOO_MANY_REQUESTS = 429;

  private final Logins logins;
  private final Challenge challenge;
  private final Exemptions exemptions;
  private final TrustedProxies trustedProxies;
  private final RefusalRenderer renderer;
  private final @Nullable SignIn signIn;
  private final PlainHttpWarning plainHttpWarning;

  Guard(
      Logins logins,
      Challenge challenge,
      Exemptions exemptions,
      TrustedProxies trustedProxies,
      RefusalRenderer renderer,
      @Nullable SignIn signIn) {
    this.logins = logins;
    this.challenge = challenge;
    this.exemptions = exemptions;
    this.trustedProxies = trustedProxies;
    this.renderer = renderer;
    this.signIn = signIn;
    this.plainHttpWarning = new PlainHttpWarning(trustedProxies);
  }

  /** Whether the realm can tell right from wrong. */
  boolean isAvailable() {
    return logins.isAvailable();
  }

  /** Whether the request needs no user. */
  boolean isOpen(HttpServletRequest request) {
    return exemptions.cover(request);
  }

  /** Whether this guard has found the request's user; another guard may ask another realm. */
  boolean knows(HttpServletRequest request) {
    Identity identity = Identity.of(request);
    return identity != null && identity.foundBy() == this;
  }

  /**
   * Attaches the user to the request, or answers it.
   *
   * @return whether there is a user now
   */
  boolean authenticate(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> fields = Collections.list(request.getHeaders("Authorization"));
    SignIn page = fields.isEmpty() ? signIn : null;
    Verdict session = page == null ? new Verdict.Unknown() : page.recall(request, response);
    if (page != null && session instanceof Verdict.Accepted accepted) {
      attach(request, accepted, page.authType());
      return true;
    }
    if (session instanceof Verdict.Unavailable unavailable) {
      refuse(unavailable, request, response);
      return false;
    }
    if (!isAvailable()) {
      refuse(new Verdict.Unavailable(), request, response);
      return false;
    }
    Authorization authorization = Authorization.of(fields, logins.schemes());
    if (authorization instanceof Authorization.Unusable unusable) {
      if (page == null || !page.begin(request, response)) {
        challenge(unusable.problem()).send(request, response, renderer);
      }
      return false;
    }
    plainHttpWarning.check(request);
    Credentials credentials = ((Authorization.Shown) authorization).credentials();
    LoginOutcome outcome = logins.attempt(credentials, clientOf(request));
    if (outcome instanceof LoginOutcome.Admitted admitted) {
      attach(request, admitted.verdict(), authTypeOf(credentials));
      return true;
    }
    refusal(outcome).send(request, response, renderer);
    return false;
  }

  /** As {@link HttpServletRequest#login} has it. */
  void login(HttpServletRequest request, String user, String password) throws ServletException {
    if (!logins.schemes().contains(CredentialRealm.BASIC)) {
      throw new ServletException("the realm takes no names and passwords");
    }
    Credentials credentials;
    try {
      credentials = new Credentials.Password(user, password);
    } catch (IllegalArgumentException e) {
      throw new ServletException(e.getMessage(), e);
    }
    LoginOutcome outcome = logins.attempt(credentials, clientOf(request));
    if (outcome instanceof LoginOutcome.Admitted admitted) {
      attach(request, admitted.verdict(), authTypeOf(credentials));
    } else {
      throw new ServletException(refusal(outcome).message());
    }
  }

  private String clientOf(HttpServletRequest request) {
    return trustedProxies.clientOf(
        request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
  }

  private void attach(HttpServletRequest request, Verdict.Accepted verdict, String authType) {
    new Identity(verdict.user(), verdict.roles(), authType, this).attachTo(request);
  }

  private static String authTypeOf(Credentials credentials) {
    return credentials instanceof Credentials.Token token
        ? token.scheme().toUpperCase(ROOT)
        : HttpServletRequest.BASIC_AUTH;
  }

  private void refuse(
      Verdict.Unavailable verdict, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Refusal.unavailable(verdict.why()).send(request, response, renderer);
  }

  private Refusal refusal(LoginOutcome outcome) {
    if (outcome instanceof LoginOutcome.Unavailable unavailable) {
      return Refusal.unavailable(unavailable.why());
    }
    if (outcome instanceof LoginOutcome.LockedOut locked) {
      return lockedOut(locked.remaining());
    }
    return challenge("The user name or the password is wrong.");
  }

  private Refusal challenge(String message) {
    // a Basic challenge would pop up a dialog over the page; pipelines need none
    Set<String> schemes = signIn == null ? logins.schemes() : Set.of("bearer");
    return new Refusal(SC_UNAUTHORIZED, message)
        .with("WWW-Authenticate", challenge.headerValue(schemes));
  }

  private static Refusal lockedOut(Duration remaining) {
    // a client that comes back a moment too early would have to wait once more
    long seconds = remaining.plusSeconds(1).toSeconds();
    return new Refusal(
            SC_TOO_MANY_REQUESTS,
            "Too many different wrong passwords came from your address for this user; try again in "
                + seconds
                + " s.")
        .with("Retry-After", Long.toString(seconds));
  }
}
