package com.example.webapp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.RequestLogWriter;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The webapp in Jetty. */
final class JettyWebapp implements RunningWebapp {

  /** As docs/filter.md has it for the module requestlog. */
  static final String ACCESS_LOG_FORMAT =
      "%{client}a %{dev.gatekeeper.auth.user}attr %t \"%r\" %s %O";

  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final Path accessLog;

  JettyWebapp(Users users) throws Exception {
    accessLog = users.folder().resolve("access.log");
    WebAppContext context = new WebAppContext(BUILT.toString(), CONTEXT_PATH);
    context.setDescriptor(users.webXmlOf(BUILT).toUri().toString());
    context.setThrowUnavailableOnStartupException(true);
    server.setHandler(context);
    server.setRequestLog(
        new CustomRequestLog(new RequestLogWriter(accessLog.toString()), ACCESS_LOG_FORMAT));
    server.start();
  }

  @Override
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public Path accessLog() {
    return accessLog;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
