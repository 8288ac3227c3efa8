package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.RefusalRenderer;
import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.proxy.OwnAnswers;
import dev.gatekeeper.proxy.ProxyServlet;
import dev.gatekeeper.proxy.StatusFilter;
import dev.gatekeeper.proxy.UpstreamAccess;
import dev.gatekeeper.proxy.UpstreamQuestion;
import dev.gatekeeper.proxy.audit.AuditLog;
import dev.gatekeeper.proxy.mlflow.AuditFilter;
import dev.gatekeeper.proxy.mlflow.GatewayCredentialsFilter;
import dev.gatekeeper.proxy.mlflow.MlflowAccessFilter;
import dev.gatekeeper.proxy.mlflow.MlflowErrors;
import dev.gatekeeper.proxy.mlflow.Navigation;
import dev.gatekeeper.proxy.origin.CrossSite;
import dev.gatekeeper.proxy.origin.Requester;
import dev.gatekeeper.realms.container.RequestBindingFilter;
import dev.gatekeeper.realms.oidc.session.BrowserSignIn;
import dev.gatekeeper.realms.oidc.session.Webapp;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the gate together when the WAR is deployed: who are you, may you do that, then carry it.
 *
 * <p>A setting that can't be used stops the deployment with an {@link IllegalArgumentException}.
 */
public final class Gatekeeper implements ServletContextListener {

  /** mlflow/server/__init__.py; no Host is wrong there. */
  private static final String MLFLOW_HEALTH = "/health";

  /**
   * mlflow/server/js: the UI's Logout deletes it, then asks who it is, then loads the page anew.
   */
  private static final String MLFLOW_SIGN_OUT_COOKIE = "mlflow_user";

  private static final System.Logger LOG = System.getLogger(Gatekeeper.class.getName());

  private @Nullable OpenRealms realms;
  private @Nullable UpstreamQuestion question;

  /** For web.xml. */
  public Gatekeeper() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    try {
      open(context, Settings.read(SettingsSource.of(context)));
    } catch (IllegalArgumentException e) {
      // Tomcat puts what is thrown into a file of its own that few people know
      LOG.log(
          System.Logger.Level.ERROR,
          "MLflow Gatekeeper is not deployed at context path ''{0}'': {1}",
          context.getContextPath(),
          e.getMessage());
      throw e;
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (question != null) {
      question.close();
    }
    if (realms != null) {
      realms.close();
    }
  }

  private void open(ServletContext context, Settings settings) {
    ProxySettings proxy = settings.proxy();
    UpstreamAccess access = new UpstreamAccess(proxy.upstream(), proxy.timeouts(), proxy.tls());
    OpenRealms realms = settings.realms().open(settings.filter());
    this.realms = realms;
    RefusalRenderer errors = new MlflowErrors(realms.all().schemes());
    Optional<BrowserSignIn> signIn = signIn(settings, realms, errors);
    BasicAuthFilter.Builder filter = settings.filter().toBuilder(realms.all()).refusals(errors);
    signIn.ifPresent(filter::signIn);
    BasicAuthFilter authentication = filter.build();
    LOG.log(
        System.Logger.Level.INFO,
        "MLflow Gatekeeper at context path ''{0}'' guards {1}.",
        context.getContextPath(),
        proxy.upstream());

    inFront(
        context,
        "StatusFilter",
        new StatusFilter(access, MLFLOW_HEALTH, authentication::isAvailable));
    inFront(
        context,
        "AuditFilter",
        new AuditFilter(auditLog(settings.access()), settings.filter().trustedProxies()),
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    signIn.ifPresent(pages -> inFront(context, "SignInPages", pages.pages()));
    inFront(
        context,
        "GatewayCredentialsFilter",
        new GatewayCredentialsFilter(ProxyServlet.UPSTREAM_AUTHORIZATION));
    if (settings.realms().kinds().contains(RealmSettings.Kind.CONTAINER)) {
      inFront(context, "RequestBindingFilter", new RequestBindingFilter());
    }
    inFront(context, "BasicAuthFilter", authentication);
    inFront(context, "MlflowAccessFilter", accessFilter(settings, errors));
    ServletRegistration.Dynamic servlet =
        context.addServlet(
            "ProxyServlet",
            new ProxyServlet(
                access,
                proxy.fields(),
                proxy.capacity(),
                proxy.stopTimes(),
                new OwnAnswers(errors, proxy.downMessage())));
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    servlet.addMapping("/*");
    AccountPages.register(context, settings, realms);
    question = question(access, settings);
  }

  private static Optional<BrowserSignIn> signIn(
      Settings settings, OpenRealms realms, RefusalRenderer errors) {
    TrustedProxies trustedProxies = settings.filter().trustedProxies();
    Webapp webapp =
        new Webapp(
            request -> Requester.originOf(request, trustedProxies),
            Navigation::isOf,
            errors,
            MLFLOW_SIGN_OUT_COOKIE);
    return realms
        .provider()
        .flatMap(
            provider ->
                settings
                    .realms()
                    .sessions()
                    .map(sessions -> new BrowserSignIn(provider, sessions, webapp)));
  }

  private static UpstreamQuestion question(UpstreamAccess access, Settings settings) {
    UpstreamQuestion question = new UpstreamQuestion(access, AccountPages.CURRENT_USER);
    question.ask(
        status -> AccountPages.warn(status, access.upstream(), settings.access().accountPages()));
    return question;
  }

  private static AuditLog auditLog(AccessSettings access) {
    if (access.auditFile().isEmpty()) {
      return AuditLog.toLogger();
    }
    Path file = access.auditFile().get();
    try {
      return AuditLog.toFile(file);
    } catch (IllegalArgumentException e) {
      throw Setting.AUDIT_FILE.unusable(file.toString(), e);
    }
  }

  private static Filter accessFilter(Settings settings, RefusalRenderer errors) {
    CrossSite crossSite =
        new CrossSite(
            settings.access().origins(),
            settings.filter().trustedProxies(),
            Setting.PUBLIC_ORIGINS.propertyName());
    return new MlflowAccessFilter(settings.access().roles(), crossSite, errors);
  }

  private static void inFront(ServletContext context, String name, Filter filter) {
    inFront(context, name, filter, EnumSet.of(DispatcherType.REQUEST));
  }

  /** Filters stand in the order in which they are added. */
  private static void inFront(
      ServletContext context, String name, Filter filter, EnumSet<DispatcherType> dispatches) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(dispatches, true, "/*");
  }
}
