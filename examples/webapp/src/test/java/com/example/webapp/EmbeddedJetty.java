package com.example.webapp;

import dev.gatekeeper.auth.BasicAuthFilter;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty, put together in code, with a servlet behind the filter. */
final class EmbeddedJetty implements RunningServer {

  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  EmbeddedJetty(BasicAuthFilter filter) throws Exception {
    this(context -> add(filter, context));
  }

  EmbeddedJetty(Consumer<ServletContextHandler> security) throws Exception {
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(WhoAmIServlet.class, "/whoami");
    security.accept(context);
    server.setHandler(context);
    server.start();
  }

  private static void add(BasicAuthFilter filter, ServletContextHandler context) {
    FilterHolder auth = new FilterHolder(filter);
    auth.setAsyncSupported(true);
    context.addFilter(
        auth, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
  }

  @Override
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
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
