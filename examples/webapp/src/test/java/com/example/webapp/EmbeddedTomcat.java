package com.example.webapp;

import dev.gatekeeper.auth.BasicAuthFilter;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat, put together in code, with a servlet behind the filter. */
final class EmbeddedTomcat implements RunningServer {

  private final Tomcat tomcat = new Tomcat();

  EmbeddedTomcat(Path folder, BasicAuthFilter filter) throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    tomcat.setHostname("localhost");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    StandardContext context = (StandardContext) tomcat.addContext("", folder.toString());
    Leaks.areNotLookedFor(context);
    Tomcat.addServlet(context, "WhoAmI", new WhoAmIServlet()).addMapping("/whoami");
    add(filter, context);
    tomcat.start();
  }

  private static void add(BasicAuthFilter filter, Context context) {
    FilterDef auth = new FilterDef();
    auth.setFilterName("BasicAuth");
    auth.setFilter(filter);
    auth.setAsyncSupported("true");
    context.addFilterDef(auth);

    FilterMap everything = new FilterMap();
    everything.setFilterName("BasicAuth");
    everything.addURLPattern("/*");
    everything.setDispatcher("REQUEST");
    everything.setDispatcher("ASYNC");
    everything.setDispatcher("ERROR");
    context.addFilterMap(everything);
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
