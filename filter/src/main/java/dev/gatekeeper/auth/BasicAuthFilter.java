package dev.gatekeeper.auth;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.auth.login.LockoutPolicy;
import dev.gatekeeper.auth.login.Logins;
import dev.gatekeeper.auth.login.VerificationPolicy;
import dev.gatekeeper.auth.realm.CredentialRealm;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass only with the right name and password in HTTP Basic authentication (RFC
 * 7617).
 *
 * <p>A request that passes has {@link HttpServletRequest#getRemoteUser()}, {@code
 * getUserPrincipal()}, {@code getAuthType()} and {@code isUserInRole()} set. Any other is answered
 * and never reaches the webapp: 401 with a challenge; 429 with Retry-After for who guesses
 * passwords; 503 with Retry-After where the realm cannot tell right from wrong, or too many logins
 * are being checked.
 *
 * <p>Declared in web.xml, the filter takes init-params: see {@link FilterParameters}. In code, use
 * {@link #builder}. Map it to the dispatcher types REQUEST and ASYNC, and to ERROR where error
 * pages show the user. It decides once for each request; an error page of a request without a user
 * is shown without one.
 *
 * <p>This class is thread-safe.
 */
public final class BasicAuthFilter implements Filter {

  /** The name in the challenge where none is configured. */
  public static final String DEFAULT_REALM_NAME = "Login";

  /**
   * The attribute of a request that passed in which access logs find the user's name; only its
   * {@code toString} is meant for others.
   */
  public static final String USER_ATTRIBUTE = "dev.gatekeeper.auth.user";

  private @Nullable Guard guard;

  /** For web.xml: the container calls it, then {@link #init} with the init-params. */
  public BasicAuthFilter() {}

  private BasicAuthFilter(Guard guard) {
    this.guard = guard;
  }

  /**
   * Starts to build a filter in code.
   *
   * @param realm who knows the users; not null
   * @return a builder with every option at its default
   */
  public static Builder builder(CredentialRealm realm) {
    return new Builder(realm);
  }

  /**
   * Reads the init-params, if this filter was not built in code.
   *
   * @throws ServletException if an init-param is unknown, or its value can't be used
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    if (guard != null) {
      return;
    }
    Map<String, String> values = new HashMap<>();
    for (String name : Collections.list(config.getInitParameterNames())) {
      values.put(name, requireNonNullElse(config.getInitParameter(name), ""));
    }
    try {
      guard = new FilterParameters(values).toBuilder().guard();
    } catch (ParameterException e) {
      throw new ServletException(
          "BasicAuthFilter: the init-param '%s' is '%s', but %s."
              .formatted(e.name(), e.value(), e.getMessage()),
          e);
    }
  }

  /**
   * Whether users can be let in: a realm that can't tell right from wrong lets nobody in.
   *
   * @return false while every request is answered 503, and before {@link #init}
   */
  public boolean isAvailable() {
    return guard != null && guard.isAvailable();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("BasicAuthFilter guards HTTP requests only");
    }
    Guard admission = requireNonNull(guard, "init was not called");
    if (isDecided(http, admission)
        || admission.isOpen(http)
        || admission.authenticate(http, answer)) {
      chain.doFilter(new GuardedRequest(http, admission), response);
    }
  }

  /** Whether this is a further dispatch of a request that was let in already, or its error page. */
  private static boolean isDecided(HttpServletRequest request, Guard guard) {
    return switch (request.getDispatcherType()) {
      case REQUEST -> false;
      case ERROR -> true;
      case ASYNC, FORWARD, INCLUDE -> guard.knows(request);
    };
  }

  /** Builds a {@link BasicAuthFilter}; not thread-safe. */
  public static final class Builder {

    private final CredentialRealm realm;
    private Challenge challenge = new Challenge(DEFAULT_REALM_NAME);
    private RefusalRenderer renderer = RefusalRenderer.PLAIN_TEXT;
    private @Nullable SignIn signIn;
    private Exemptions exemptions = Exemptions.NONE;
    private TrustedProxies trustedProxies = TrustedProxies.NONE;
    private VerificationPolicy verification = VerificationPolicy.DEFAULT;
    private LockoutPolicy lockout = LockoutPolicy.DEFAULT;

    private Builder(CredentialRealm realm) {
      this.realm = requireNonNull(realm, "realm");
    }

    /**
     * Sets the name that browsers show when they ask for the password.
     *
     * @param name {@value BasicAuthFilter#DEFAULT_REALM_NAME} unless set
     * @return this builder
     * @throws IllegalArgumentException if the name is empty or not printable ASCII
     */
    public Builder realmName(String name) {
      return challenge(new Challenge(name));
    }

    /**
     * Sets how refusals look.
     *
     * @param renderer makes the body of every 401, 429 and 503; one sentence of plain text unless
     *     set
     * @return this builder
     */
    public Builder refusals(RefusalRenderer renderer) {
      this.renderer = requireNonNull(renderer, "renderer");
      return this;
    }

    /**
     * Lets people sign in on a page. A refusal then challenges for a Bearer token alone (RFC 6750);
     * names and passwords are taken from who sends them unasked.
     *
     * @param signIn none unless set
     * @return this builder
     */
    public Builder signIn(SignIn signIn) {
      this.signIn = requireNonNull(signIn, "signIn");
      return this;
    }

    /**
     * Sets the paths that need no credentials.
     *
     * @param paths none unless set
     * @return this builder
     */
    public Builder openPaths(OpenPaths paths) {
      return exemptions(exemptions.with(paths));
    }

    /**
     * Lets CORS preflights pass without credentials, which browsers never send with them (Fetch
     * standard, "CORS-preflight fetch"). The webapp has to answer them.
     *
     * @return this builder
     */
    public Builder openPreflight() {
      return exemptions(exemptions.withPreflight());
    }

    /**
     * Sets the proxies whose X-Forwarded-For names the client, for the lock-out.
     *
     * @param proxies none unless set: then all clients behind a proxy are one
     * @return this builder
     */
    public Builder trustedProxies(TrustedProxies proxies) {
      trustedProxies = requireNonNull(proxies, "proxies");
      return this;
    }

    /**
     * Sets how long verified credentials are remembered, and how many are verified at a time.
     *
     * @param policy {@link VerificationPolicy#DEFAULT} unless set
     * @return this builder
     */
    public Builder verification(VerificationPolicy policy) {
      verification = requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets when guessers are locked out.
     *
     * @param policy {@link LockoutPolicy#DEFAULT} unless set
     * @return this builder
     */
    public Builder lockout(LockoutPolicy policy) {
      lockout = requireNonNull(policy, "policy");
      return this;
    }

    Builder challenge(Challenge challenge) {
      this.challenge = challenge;
      return this;
    }

    Builder exemptions(Exemptions exemptions) {
      this.exemptions = exemptions;
      return this;
    }

    /**
     * Builds the filter.
     *
     * @return a filter that needs no init-params
     */
    public BasicAuthFilter build() {
      return new BasicAuthFilter(guard());
    }

    private Guard guard() {
      return new Guard(
          new Logins(realm, verification, lockout),
          challenge,
          exemptions,
          trustedProxies,
          renderer,
          signIn);
    }
  }
}
