package dev.gatekeeper.auth;

import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass only with the right name and password in HTTP Basic authentication (RFC
 * 7617).
 *
 * <p>A request that passes has {@link HttpServletRequest#getRemoteUser()}, {@code
 * getUserPrincipal()}, {@code getAuthType()} and {@code isUserInRole()} set. Any other is answered
 * 401 with a challenge, or 503 where the realm cannot tell right from wrong; the webapp never sees
 * it.
 *
 * <p>Declared in web.xml, the filter takes the init-params {@code htpasswd-file} (without it every
 * request is answered 503), {@code htgroup-file} (optional) and {@code realm} (the name in the
 * challenge, {@value #DEFAULT_REALM_NAME}). In code, use {@link #builder}.
 *
 * <p>This class is thread-safe.
 */
public final class BasicAuthFilter implements Filter {

  /** The name in the challenge where none is configured. */
  public static final String DEFAULT_REALM_NAME = "Login";

  private static final Refusal UNAVAILABLE =
      Refusal.unavailable("The server can't check passwords at the moment; its log says why.");

  private @Nullable CredentialRealm realm;
  private Challenge challenge;
  private final RefusalRenderer renderer;

  /** For web.xml: the container calls it, then {@link #init} with the init-params. */
  public BasicAuthFilter() {
    challenge = new Challenge(DEFAULT_REALM_NAME);
    renderer = RefusalRenderer.PLAIN_TEXT;
  }

  private BasicAuthFilter(Builder builder) {
    realm = builder.realm;
    challenge = new Challenge(builder.realmName);
    renderer = builder.renderer;
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
    if (realm == null) {
      try {
        configureFrom(config);
      } catch (IllegalArgumentException e) {
        throw new ServletException("BasicAuthFilter: " + e.getMessage(), e);
      }
    }
  }

  private void configureFrom(FilterConfig config) {
    HtpasswdRealm.Builder users = HtpasswdRealm.builder();
    for (String name : Collections.list(config.getInitParameterNames())) {
      String value = requireNonNull(config.getInitParameter(name));
      switch (name) {
        case "htpasswd-file" -> users.htpasswdFile(Path.of(value));
        case "htgroup-file" -> users.htgroupFile(Path.of(value));
        case "realm" -> challenge = new Challenge(value);
        default ->
            throw new IllegalArgumentException(
                "there is no init-param '"
                    + name
                    + "'; known are htpasswd-file, htgroup-file and realm");
      }
    }
    realm = users.build();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("BasicAuthFilter guards HTTP requests only");
    }
    CredentialRealm users = requireNonNull(realm, "init was not called");
    if (!users.isAvailable()) {
      UNAVAILABLE.send(http, answer, renderer);
      return;
    }
    Authorization authorization =
        Authorization.of(Collections.list(http.getHeaders("Authorization")));
    if (!(authorization instanceof Authorization.Basic basic)) {
      unauthorized(authorization.problem()).send(http, answer, renderer);
      return;
    }
    Verdict verdict = users.verify(basic.user(), basic.password());
    if (verdict instanceof Verdict.Accepted accepted) {
      chain.doFilter(new AuthenticatedRequest(http, accepted), response);
    } else if (verdict instanceof Verdict.Unavailable) {
      UNAVAILABLE.send(http, answer, renderer);
    } else {
      unauthorized("The user name or the password is wrong.").send(http, answer, renderer);
    }
  }

  private Refusal unauthorized(String message) {
    return new Refusal(HttpServletResponse.SC_UNAUTHORIZED, message)
        .with("WWW-Authenticate", challenge.headerValue());
  }

  /** Builds a {@link BasicAuthFilter}; not thread-safe. */
  public static final class Builder {

    private final CredentialRealm realm;
    private String realmName = DEFAULT_REALM_NAME;
    private RefusalRenderer renderer = RefusalRenderer.PLAIN_TEXT;

    private Builder(CredentialRealm realm) {
      this.realm = requireNonNull(realm, "realm");
    }

    /**
     * Sets the name that browsers show when they ask for the password.
     *
     * @param name printable ASCII, not empty; {@value BasicAuthFilter#DEFAULT_REALM_NAME} unless
     *     set
     * @return this builder
     */
    public Builder realmName(String name) {
      realmName = name;
      return this;
    }

    /**
     * Sets how refusals look.
     *
     * @param renderer makes the body of every 401 and 503; one sentence of plain text unless set
     * @return this builder
     */
    public Builder refusals(RefusalRenderer renderer) {
      this.renderer = requireNonNull(renderer, "renderer");
      return this;
    }

    /**
     * Builds the filter.
     *
     * @return a filter that needs no init-params
     * @throws IllegalArgumentException if the realm's name is empty or not printable ASCII
     */
    public BasicAuthFilter build() {
      return new BasicAuthFilter(this);
    }
  }
}
