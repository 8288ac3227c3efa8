package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.RefusalRenderer;
import dev.gatekeeper.proxy.ProxyServlet;
import dev.gatekeeper.proxy.mlflow.MlflowErrors;
import dev.gatekeeper.proxy.mlflow.MlflowFields;
import jakarta.servlet.DispatcherType;
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
    RefusalRenderer errors = new MlflowErrors();
    LOG.log(
        System.Logger.Level.INFO,
        "MLflow Gatekeeper at context path ''{0}'' guards {1}.",
        context.getContextPath(),
        settings.upstream());

    FilterRegistration.Dynamic filter =
        context.addFilter(
            "BasicAuthFilter", settings.filter().toBuilder().refusals(errors).build());
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");

    ServletRegistration.Dynamic proxy =
        context.addServlet(
            "ProxyServlet",
            new ProxyServlet(
                settings.upstream(),
                settings.filter().trustedProxies(),
                MlflowFields.WITHHELD,
                errors,
                settings.upstreamDownMessage()));
    proxy.setAsyncSupported(true);
    proxy.addMapping("/*");
  }
}
