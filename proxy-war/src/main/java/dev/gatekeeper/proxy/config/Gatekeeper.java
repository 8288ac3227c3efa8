package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.RefusalRenderer;
import dev.gatekeeper.proxy.OwnAnswers;
import dev.gatekeeper.proxy.ProxyServlet;
import dev.gatekeeper.proxy.StatusFilter;
import dev.gatekeeper.proxy.UpstreamAccess;
import dev.gatekeeper.proxy.mlflow.MlflowErrors;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;

/**
 * Puts the gate together when the WAR is deployed: who are you, then carry it.
 *
 * <p>A setting that can't be used stops the deployment with an {@link IllegalArgumentException}.
 */
public final class Gatekeeper implements ServletContextListener {

  /** mlflow/server/__init__.py; no Host is wrong there. */
  private static final String MLFLOW_HEALTH = "/health";

  private static final System.Logger LOG = System.getLogger(Gatekeeper.class.getName());

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

  private static void open(ServletContext context, Settings settings) {
    ProxySettings proxy = settings.proxy();
    UpstreamAccess access = new UpstreamAccess(proxy.upstream(), proxy.timeouts(), proxy.tls());
    RefusalRenderer errors = new MlflowErrors();
    BasicAuthFilter authentication = settings.filter().toBuilder().refusals(errors).build();
    LOG.log(
        System.Logger.Level.INFO,
        "MLflow Gatekeeper at context path ''{0}'' guards {1}.",
        context.getContextPath(),
        proxy.upstream());

    inFront(
        context,
        "StatusFilter",
        new StatusFilter(access, MLFLOW_HEALTH, authentication::isAvailable));
    inFront(context, "BasicAuthFilter", authentication);
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
  }

  /** Filters stand in the order in which they are added. */
  private static void inFront(ServletContext context, String name, Filter filter) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }
}
