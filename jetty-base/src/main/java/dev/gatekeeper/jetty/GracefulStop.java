package dev.gatekeeper.jetty;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.eclipse.jetty.http.HttpStatus.SERVICE_UNAVAILABLE_503;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a Jetty without losing a request.
 *
 * <ol>
 *   <li>Notice: webapps learn that the end is near, so that their probes can tell load balancers.
 *       Everything is answered as before, but each connection ends with its next answer.
 *   <li>Patience: no connection is accepted any more, and requests that are on their way may end.
 *   <li>The webapps cut what is still on its way, while its client can be told so.
 * </ol>
 *
 * <p>Webapps say in attributes how long that may take; without a word of theirs, no time. Jetty's
 * own module {@code graceful} closes the door before anybody can know, answers 503 on connections
 * that are open, and cuts an upload that pauses for a second.
 *
 * <p>Insert it as the server's first handler. This class is thread-safe.
 */
public final class GracefulStop extends Handler.Wrapper implements LifeCycle.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);

  private static final String NOTICE = "gatekeeper.stop-notice";
  private static final String PATIENCE = "gatekeeper.stop-patience";
  private static final String CUT = "gatekeeper.stop-cut";
  private static final String STOPPING = "gatekeeper.stopping";

  /** How long the last answers may take when everything was cut. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final AtomicLong inFlight = new AtomicLong();
  private final Graceful.Shutdown drain =
      new Graceful.Shutdown(this) {
        @Override
        public boolean isShutdownDone() {
          return inFlight.get() == 0;
        }
      };
  private volatile boolean over;

  /** For Jetty's XML. */
  public GracefulStop() {}

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    getServer().addEventListener(this);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    inFlight.incrementAndGet();
    Request.addCompletionListener(request, failure -> ended());
    if (over) {
      Response.writeError(request, response, callback, SERVICE_UNAVAILABLE_503);
      return true;
    }
    return super.handle(request, response, callback);
  }

  private void ended() {
    inFlight.decrementAndGet();
    drain.check();
  }

  /** Takes the time that the webapps want; the server then stops at once. */
  @Override
  public void lifeCycleStopping(LifeCycle server) {
    List<ContextHandler> webapps = getServer().getDescendants(ContextHandler.class);
    Duration notice = longest(webapps, NOTICE);
    Duration patience = longest(webapps, PATIENCE);
    try {
      LOG.info("Stopping: not ready any more, {} of notice, {} of patience", notice, patience);
      giveNotice(webapps);
      MILLISECONDS.sleep(notice.toMillis());
      closeTheDoor();
      if (!isDrainedWithin(patience)) {
        LOG.warn("Cutting {} requests that are on their way", inFlight.get());
      }
      over = true;
      webapps.forEach(GracefulStop::cut);
      isDrainedWithin(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration longest(List<ContextHandler> webapps, String attribute) {
    return webapps.stream()
        .map(webapp -> webapp.getContext().getAttribute(attribute))
        .filter(Duration.class::isInstance)
        .map(Duration.class::cast)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private void giveNotice(List<ContextHandler> webapps) {
    webapps.forEach(webapp -> webapp.getContext().setAttribute(STOPPING, true));
    for (Connector connector : getServer().getConnectors()) {
      for (ConnectionFactory factory : connector.getConnectionFactories()) {
        if (factory instanceof HttpConfiguration.ConnectionFactory http) {
          http.getHttpConfiguration().setPersistentConnectionsEnabled(false);
        }
      }
    }
  }

  private void closeTheDoor() {
    for (Connector connector : getServer().getConnectors()) {
      if (connector instanceof NetworkConnector network) {
        network.close();
      }
    }
  }

  private boolean isDrainedWithin(Duration time) throws InterruptedException {
    // a request may have come since the last time
    drain.cancel();
    try {
      drain.shutdown().get(time.toMillis(), MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void cut(ContextHandler webapp) {
    if (webapp.getContext().getAttribute(CUT) instanceof Runnable cut) {
      cut.run();
    }
  }
}
