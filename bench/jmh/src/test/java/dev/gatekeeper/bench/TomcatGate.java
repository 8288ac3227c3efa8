package dev.gatekeeper.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.gatekeeper.proxy.config.Gatekeeper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/** The gate in a Tomcat of this JVM, put together as the WAR puts it, and beside it a servlet. */
final class TomcatGate implements Closeable {

  /** A context path at which a servlet answers. */
  static final String WITHOUT_GATE = "/without-gate";

  private final Tomcat tomcat = new Tomcat();
  private final Path folder;
  private final Path htpasswd = WarmLogin.htpasswd();

  TomcatGate(int upstreamPort) {
    Logger.getLogger("").setLevel(Level.WARNING);
    try {
      folder = Files.createTempDirectory("gate");
      tomcat.setBaseDir(folder.toString());
      tomcat.setHostname("localhost");
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
      Context gate = tomcat.addContext("", folder.toString());
      gate.addApplicationListener(Gatekeeper.class.getName());
      gate.addParameter("gatekeeper.upstream", "http://127.0.0.1:" + upstreamPort);
      gate.addParameter("gatekeeper.htpasswd-file", htpasswd.toString());
      gate.addParameter("gatekeeper.audit-file", auditFile().toString());
      Context alone = tomcat.addContext(WITHOUT_GATE, folder.toString());
      Tomcat.addServlet(alone, "same", new SameAnswer()).addMapping("/*");
      leaveReferences(gate, alone);
      tomcat.start();
    } catch (IOException | LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looking for leaks needs an opened JDK, and says so at length. */
  private static void leaveReferences(Context... contexts) {
    for (Context context : contexts) {
      StandardContext standard = (StandardContext) context;
      standard.setClearReferencesObjectStreamClassCaches(false);
      standard.setClearReferencesRmiTargets(false);
      standard.setClearReferencesThreadLocals(false);
    }
  }

  private Path auditFile() {
    return folder.resolve("audit.log");
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws IOException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException(e);
    } finally {
      Files.delete(htpasswd);
      Files.delete(auditFile());
    }
  }

  /** Answers what the upstream answers. */
  private static final class SameAnswer extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final byte[] JSON = FixedUpstream.JSON.getBytes(ISO_8859_1);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      response.setContentLength(JSON.length);
      response.getOutputStream().write(JSON);
    }
  }
}
