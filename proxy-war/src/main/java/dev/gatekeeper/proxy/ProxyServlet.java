package dev.gatekeeper.proxy;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_METHOD_NOT_ALLOWED;
import static jakarta.servlet.http.HttpServletResponse.SC_NO_CONTENT;
import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.proxy.RequestTarget.AmbiguousTargetException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;

/**
 * Carries every request to one upstream and its answer back: method, target, fields and body as
 * they came, but for what concerns a single connection and what a client says about itself.
 *
 * <p>Bodies stream through fixed buffers. When the upstream breaks off in the middle of an answer,
 * the client's connection is broken too, so that it can't take the part for the whole.
 *
 * <p>Register it with support for asynchronous processing: on JDK 24 and later an exchange then
 * leaves the container's thread for a virtual one, unless it is on one. This class is thread-safe.
 */
public final class ProxyServlet extends HttpServlet {

  /**
   * The attribute of a request whose values, a list of strings, go to the upstream as
   * Authorization; the client's own never does.
   */
  public static final String UPSTREAM_AUTHORIZATION = "dev.gatekeeper.proxy.authorization";

  private static final long serialVersionUID = 1;

  private static final Set<String> METHODS_OF_A_CONNECTION = Set.of("CONNECT", "TRACE");
  private static final String ALLOWED = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

  private final transient UpstreamConnections connections;
  private final transient UpstreamRequest upstreamRequest;
  private final transient UpstreamHealth health;
  private final transient ExchangeThreads threads;
  private final transient Upstream upstream;
  private final transient StopTimes stopTimes;
  private final transient OwnAnswers own;

  /**
   * Makes a proxy; no connection is opened before the first request.
   *
   * @param access where the requests go, and how
   * @param fields what the upstream learns from their fields
   * @param capacity how many at a time
   * @param stopTimes how it takes its leave
   * @param own what the proxy answers by itself
   */
  public ProxyServlet(
      UpstreamAccess access,
      FieldPolicy fields,
      Capacity capacity,
      StopTimes stopTimes,
      OwnAnswers own) {
    this.upstream = access.upstream();
    this.connections = new UpstreamConnections(access, capacity.exchangesAtOnce());
    this.upstreamRequest = new UpstreamRequest(upstream, fields);
    this.health = new UpstreamHealth(upstream);
    this.threads = new ExchangeThreads(capacity.exchangesAtOnce());
    this.stopTimes = requireNonNull(stopTimes, "stopTimes");
    this.own = requireNonNull(own, "own");
  }

  /** Tells a container that wants to know how the proxy takes its leave. */
  @Override
  public void init() {
    getServletContext().setAttribute(StopTimes.NOTICE, stopTimes.notice());
    getServletContext().setAttribute(StopTimes.PATIENCE, stopTimes.patience());
    getServletContext().setAttribute(StopTimes.CUT, (Runnable) connections::close);
  }

  @Override
  protected void service(HttpServletRequest client, HttpServletResponse answer) throws IOException {
    ExchangeThreads.breakIfFailed(client);
    if (METHODS_OF_A_CONNECTION.contains(client.getMethod())) {
      refuse(
          new Refusal(SC_METHOD_NOT_ALLOWED, client.getMethod() + " is not allowed here.")
              .with("Allow", ALLOWED),
          client,
          answer);
      return;
    }
    if (MaxForwards.endHere(client)) {
      answer.setStatus(SC_NO_CONTENT);
      answer.setHeader("Allow", ALLOWED);
      return;
    }
    RequestFields fields = RequestFields.of(client);
    String problem = RequestFraming.problemOf(client, fields);
    if (problem != null) {
      // where its end is in doubt, nothing more may be read from this connection
      refuse(new Refusal(SC_BAD_REQUEST, problem).with("Connection", "close"), client, answer);
      return;
    }
    try {
      relay(upstreamRequest.of(client, fields), client, answer);
    } catch (AmbiguousTargetException e) {
      refuse(new Refusal(SC_BAD_REQUEST, requireNonNull(e.getMessage())), client, answer);
    }
  }

  private void relay(
      ClassicHttpRequest request, HttpServletRequest client, HttpServletResponse answer)
      throws IOException {
    AnswerFields fields =
        new AnswerFields(new Places(upstream, client.getServletContext().getContextPath()));
    Relay relay = new Relay(connections, health, own, fields, request, client, answer);
    if (!threads.run(client, relay)) {
      own.busy(client, answer);
    }
  }

  private void refuse(Refusal refusal, HttpServletRequest client, HttpServletResponse answer)
      throws IOException {
    own.send(refusal, client, answer);
  }

  /**
   * Waits for the exchanges that are on their way, unless the container has done so, cuts those
   * that are left, and lets them tell their clients.
   */
  @Override
  public void destroy() {
    if (getServletContext().getAttribute(StopTimes.STOPPING) == null) {
      threads.awaitEnd(stopTimes.patience());
    }
    connections.close();
    threads.awaitEnd(ExchangeThreads.LAST_WORDS);
  }
}
