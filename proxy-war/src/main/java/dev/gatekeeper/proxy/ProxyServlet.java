package dev.gatekeeper.proxy;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_GATEWAY;
import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_GATEWAY_TIMEOUT;
import static jakarta.servlet.http.HttpServletResponse.SC_METHOD_NOT_ALLOWED;
import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.RefusalRenderer;
import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.proxy.RequestTarget.AmbiguousTargetException;
import dev.gatekeeper.proxy.UpstreamConnections.Exchange;
import dev.gatekeeper.proxy.UpstreamConnections.UnreachableException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Collection;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Carries every request to one upstream and its answer back: method, target, fields and body as
 * they came, but for what concerns a single connection and what a client says about itself.
 *
 * <p>Bodies stream through fixed buffers. When the upstream breaks off in the middle of an answer,
 * the client's connection is broken too, so that it can't take the part for the whole.
 *
 * <p>This class is thread-safe.
 */
public final class ProxyServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final Set<String> METHODS_OF_A_CONNECTION = Set.of("CONNECT", "TRACE");

  private final transient UpstreamConnections connections;
  private final transient UpstreamRequest upstreamRequest;
  private final transient UpstreamHealth health;
  private final transient RefusalRenderer renderer;
  private final String downMessage;

  /**
   * Makes a proxy; no connection is opened before the first request.
   *
   * @param upstream where the requests go
   * @param trustedProxies whose X-Forwarded-* fields are believed; upstream goes one client
   *     address, never a chain
   * @param withheldFields names, in lower case, of fields that this upstream must not get from a
   *     client, beside those that no upstream gets
   * @param renderer makes the bodies of the proxy's own answers
   * @param downMessage what clients are told while the upstream can't be connected to
   */
  public ProxyServlet(
      Upstream upstream,
      TrustedProxies trustedProxies,
      Collection<String> withheldFields,
      RefusalRenderer renderer,
      String downMessage) {
    this.connections = new UpstreamConnections(upstream);
    this.upstreamRequest = new UpstreamRequest(upstream, trustedProxies, withheldFields);
    this.health = new UpstreamHealth(upstream);
    this.renderer = requireNonNull(renderer, "renderer");
    this.downMessage = requireNonNull(downMessage, "downMessage");
  }

  @Override
  protected void service(HttpServletRequest client, HttpServletResponse answer) throws IOException {
    if (METHODS_OF_A_CONNECTION.contains(client.getMethod())) {
      refuse(SC_METHOD_NOT_ALLOWED, client.getMethod() + " is not allowed here.", client, answer);
      return;
    }
    ClassicHttpRequest request;
    try {
      request = upstreamRequest.of(client);
    } catch (AmbiguousTargetException e) {
      refuse(SC_BAD_REQUEST, requireNonNull(e.getMessage()), client, answer);
      return;
    }
    exchange(request, client, answer);
  }

  private void exchange(
      ClassicHttpRequest request, HttpServletRequest client, HttpServletResponse answer)
      throws IOException {
    try (Exchange exchange = connections.open()) {
      UpstreamRequest.attachBody(client, request, exchange::cut);
      ClassicHttpResponse upstreamAnswer = exchange.execute(request);
      health.answered();
      UpstreamAnswer.pass(upstreamAnswer, answer, client.getProtocol());
      exchange.complete();
    } catch (UnreachableException e) {
      health.failed(e);
      Refusal.unavailable(downMessage).send(client, answer, renderer);
    } catch (ClientGoneException e) {
      refuseBrokenBody(client, answer);
    } catch (SocketTimeoutException e) {
      fail(SC_GATEWAY_TIMEOUT, "The server behind the gate takes too long.", e, client, answer);
    } catch (HttpException | IOException e) {
      fail(SC_BAD_GATEWAY, "The server behind the gate broke off.", e, client, answer);
    }
  }

  private void refuseBrokenBody(HttpServletRequest client, HttpServletResponse answer)
      throws IOException {
    // Tomcat has put its own 400 there already, and would make a 500 with a stack trace of it
    client.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (!answer.isCommitted()) {
      answer.reset();
      answer.setHeader("Connection", "close");
      refuse(SC_BAD_REQUEST, "The body of the request is broken or cut.", client, answer);
    }
  }

  /** Answers for the upstream, or breaks the connection where its answer has begun already. */
  private void fail(
      int status,
      String message,
      Exception cause,
      HttpServletRequest client,
      HttpServletResponse answer)
      throws IOException {
    if (answer.isCommitted()) {
      throw new IOException("the answer broke off in the middle", cause);
    }
    health.failed(cause);
    answer.reset();
    refuse(status, message, client, answer);
  }

  private void refuse(
      int status, String message, HttpServletRequest client, HttpServletResponse answer)
      throws IOException {
    new Refusal(status, message).send(client, answer, renderer);
  }

  @Override
  public void destroy() {
    connections.close();
  }
}
