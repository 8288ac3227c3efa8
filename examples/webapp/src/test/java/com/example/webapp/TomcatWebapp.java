package com.example.webapp;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.AccessLogValve;

/** The webapp in Tomcat. */
final class TomcatWebapp implements RunningWebapp {

  /** As docs/filter.md has it for server.xml. */
  static final String ACCESS_LOG_PATTERN = "%h %{dev.gatekeeper.auth.user}r %t \"%r\" %s %b";

  private static final String ACCESS_LOG = "access.log";

  private final Tomcat tomcat = new Tomcat();
  private final Path accessLog;

  TomcatWebapp(Users users) throws IOException, LifecycleException {
    accessLog = users.folder().resolve(ACCESS_LOG);
    tomcat.setBaseDir(users.folder().resolve("tomcat").toString());
    tomcat.setHostname("localhost");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getHost().getPipeline().addValve(accessLogValve(users.folder()));
    // its default web.xml wants JSP
    tomcat.setAddDefaultWebXmlToWebapp(false);
    StandardContext context = (StandardContext) tomcat.addWebapp(CONTEXT_PATH, BUILT.toString());
    context.setAltDDName(users.webXmlOf(BUILT).toString());
    Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
    Leaks.areNotLookedFor(context);
    tomcat.start();
  }

  private AccessLogValve accessLogValve(Path folder) {
    AccessLogValve valve = new AccessLogValve();
    valve.setPattern(ACCESS_LOG_PATTERN);
    valve.setDirectory(folder.toString());
    valve.setPrefix(ACCESS_LOG);
    valve.setFileDateFormat("");
    valve.setBuffered(false);
    return valve;
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public Path accessLog() {
    return accessLog;
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
