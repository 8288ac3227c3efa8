package dev.gatekeeper.realms.oidc.session;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.RefusalRenderer;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A webapp behind the filter and sign-in, in a Tomcat of this JVM; it tells what it sees. */
final class SignInGate implements AutoCloseable {

  static final String PASSWORD = "Basic cGlwZWxpbmU6c2VjcmV0";

  private final Tomcat tomcat = new Tomcat();
  private final String contextPath;
  volatile String origin = "";

  SignInGate(String contextPath, Provider provider, InstantSource clock, Map<String, String> texts)
      throws Exception {
    this.contextPath = contextPath;
    String folder = Files.createTempDirectory("gate").toString();
    tomcat.setBaseDir(folder);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    StandardContext context = (StandardContext) tomcat.addContext(contextPath, folder);
    // looking for leaks needs an opened JDK, and says so at length
    context.setClearReferencesObjectStreamClassCaches(false);
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
    BrowserSignIn signIn =
        new BrowserSignIn(
            provider,
            "issuer client",
            SessionParameters.of(new ParameterValues(texts)),
            Duration.ofMinutes(5),
            new Webapp(
                request -> origin,
                request -> "navigate".equals(request.getHeader("Sec-Fetch-Mode")),
                RefusalRenderer.PLAIN_TEXT,
                "mlflow_user"),
            clock);
    add(context, signIn.pages());
    add(context, BasicAuthFilter.builder(SignInGate::verify).signIn(signIn).build());
    Tomcat.addServlet(context, "seen", new Seen()).addMapping("/*");
    tomcat.start();
    origin = "http://localhost:" + tomcat.getConnector().getLocalPort();
  }

  private static Verdict verify(Credentials credentials) {
    return credentials instanceof Credentials.Password password
            && password.password().equals("secret")
        ? new Verdict.Accepted(password.user(), Set.of())
        : new Verdict.Rejected();
  }

  private static void add(Context context, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(filter.getClass().getName());
    definition.setFilter(filter);
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(definition.getFilterName());
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  /** The address of the webapp as this machine reaches it. */
  String uri() {
    return "http://localhost:" + tomcat.getConnector().getLocalPort() + contextPath;
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Seen extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setHeader("Cache-Control", "public, max-age=60");
      response.setHeader("Set-Cookie", "of=webapp");
      response
          .getWriter()
          .print(
              "%s %s writer=%s cookies=%s"
                  .formatted(
                      request.getRemoteUser(),
                      request.getAuthType(),
                      request.isUserInRole("writer"),
                      Collections.list(request.getHeaders("Cookie"))));
    }
  }
}
