package dev.gatekeeper.auth.container;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A webapp in a Tomcat of this JVM. */
final class EmbeddedTomcat implements EmbeddedContainer {

  private final Tomcat tomcat = new Tomcat();

  EmbeddedTomcat(Webapp webapp, Path folder) throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    tomcat.setHostname("localhost");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    // a test may send thousands of requests over one connection
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    StandardContext context = (StandardContext) tomcat.addContext("", folder.toString());
    // looking for leaks needs an opened JDK, and says so at length
    context.setClearReferencesObjectStreamClassCaches(false);
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
    webapp.servlets.forEach(
        (path, servlet) -> {
          Wrapper wrapper = Tomcat.addServlet(context, path, servlet);
          wrapper.setAsyncSupported(true);
          wrapper.addMapping(path);
        });
    webapp.filters.forEach(
        (filter, urlPattern) -> {
          FilterDef definition = new FilterDef();
          definition.setFilterName("filter" + System.identityHashCode(filter));
          definition.setFilter(filter);
          definition.setAsyncSupported("true");
          context.addFilterDef(definition);
          FilterMap map = new FilterMap();
          map.setFilterName(definition.getFilterName());
          map.addURLPattern(urlPattern);
          webapp.dispatcherTypes.stream().map(DispatcherType::name).forEach(map::setDispatcher);
          context.addFilterMap(map);
        });
    ErrorPage errorPage = new ErrorPage();
    errorPage.setLocation(ERROR_PAGE);
    context.addErrorPage(errorPage);
    tomcat.start();
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws IOException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException(e);
    }
  }
}
