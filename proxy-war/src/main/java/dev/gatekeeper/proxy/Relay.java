package dev.gatekeeper.proxy;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_GATEWAY;
import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_GATEWAY_TIMEOUT;

import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.UnreadBody;
import dev.gatekeeper.proxy.UpstreamConnections.UnreachableException;
import dev.gatekeeper.proxy.UpstreamConnections.UntrustedException;
import dev.gatekeeper.proxy.UpstreamExchange.StaleConnectionException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the upstream, and its answer on the way back.
 *
 * <p>When the upstream breaks off in the middle of an answer, {@link #run} throws, so that the
 * container breaks the client's connection and nobody takes the part for the whole.
 */
final class Relay {

  /** RFC 9110 9.2.2: to do it twice is to do it once. */
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");

  private final UpstreamConnections connections;
  private final UpstreamHealth health;
  private final OwnAnswers own;
  private final AnswerFields answerFields;
  private final ClassicHttpRequest request;
  private final HttpServletRequest client;
  private final HttpServletResponse answer;
  private volatile @Nullable UpstreamExchange current;
  private volatile boolean cut;

  Relay(
      UpstreamConnections connections,
      UpstreamHealth health,
      OwnAnswers own,
      AnswerFields answerFields,
      ClassicHttpRequest request,
      HttpServletRequest client,
      HttpServletResponse answer) {
    this.connections = connections;
    this.health = health;
    this.own = own;
    this.answerFields = answerFields;
    this.request = request;
    this.client = client;
    this.answer = answer;
  }

  /**
   * Carries request and answer, or answers what went wrong.
   *
   * @throws IOException if an answer that has begun can't be ended, or the client is gone
   */
  void run() throws IOException {
    try {
      UpstreamRequest.attachBody(client, request, this::cutUpstream);
      exchange();
      if (isBodyLeft()) {
        UnreadBody.discard(client, answer);
      }
    } catch (UnreachableException e) {
      health.failed(e);
      own.down(client, answer);
    } catch (UntrustedException e) {
      health.failed(e);
      own.send(
          new Refusal(SC_BAD_GATEWAY, "The server behind the gate does not prove who it is."),
          client,
          answer);
    } catch (ClientGoneException e) {
      refuseBrokenBody();
    } catch (SocketTimeoutException e) {
      fail(SC_GATEWAY_TIMEOUT, "The server behind the gate takes too long.", e);
    } catch (HttpException | IOException e) {
      fail(SC_BAD_GATEWAY, "The server behind the gate broke off.", e);
    }
  }

  /** Ends the exchange from another thread: the client is gone. */
  void cut() {
    cut = true;
    cutUpstream();
  }

  private void cutUpstream() {
    UpstreamExchange exchange = current;
    if (exchange != null) {
      exchange.cut();
    }
  }

  private void exchange() throws IOException, HttpException {
    while (true) {
      try (UpstreamExchange exchange = connections.open()) {
        current = exchange;
        if (cut) {
          throw new ClientGoneException("the client is gone", null);
        }
        ClassicHttpResponse upstreamAnswer;
        try {
          upstreamAnswer = exchange.execute(request);
        } catch (StaleConnectionException e) {
          continue;
        } catch (NoHttpResponseException | SocketException e) {
          if (mayBeTriedAgain(exchange)) {
            connections.dropIdle();
            continue;
          }
          throw e;
        }
        health.answered();
        if (isBodyLeft()) {
          // Tomcat closes the request as soon as it has all of an answer
          upstreamAnswer.removeHeaders("Content-Length");
        }
        UpstreamAnswer.pass(upstreamAnswer, answerFields, answer, client.getProtocol());
        exchange.complete();
        return;
      } finally {
        current = null;
      }
    }
  }

  /** On a kept connection nobody knows whether the upstream has seen anything of the request. */
  private boolean mayBeTriedAgain(UpstreamExchange exchange) {
    return exchange.isOnKeptConnection()
        && !cut
        && IDEMPOTENT.contains(request.getMethod())
        && request.getEntity() == null;
  }

  private void refuseBrokenBody() throws IOException {
    // Tomcat has put its own 400 there already, and would make a 500 with a stack trace of it
    client.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (!answer.isCommitted()) {
      answer.reset();
      answer.setHeader("Connection", "close");
      own.send(
          new Refusal(SC_BAD_REQUEST, "The body of the request is broken or cut."), client, answer);
    }
  }

  /** Answers for the upstream, or breaks the connection where its answer has begun already. */
  private void fail(int status, String message, Exception cause) throws IOException {
    if (answer.isCommitted()) {
      throw new IOException("the answer broke off in the middle", cause);
    }
    health.failed(cause);
    answer.reset();
    own.send(
        mayHaveBeenExecuted()
            ? new Refusal(
                OwnAnswers.SC_UNKNOWN_OUTCOME,
                message + " The request may have been executed: look before you send it again.")
            : new Refusal(status, message),
        client,
        answer);
  }

  private boolean mayHaveBeenExecuted() {
    return !IDEMPOTENT.contains(request.getMethod()) && !isBodyLeft();
  }

  private boolean isBodyLeft() {
    return request.getEntity() instanceof RequestBody body && !body.isSentWhole();
  }
}
