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
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.util.Timeout;
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

  /** What most answers of MLflow's take. */
  private static final Timeout QUICK = Timeout.ofMilliseconds(50);

  private static final Timeout AS_LONG_AS_IT_TAKES = Timeout.DISABLED;

  /** What a container takes from its client, or for it, at once. */
  private static final int SHORT_BODY_BYTES = 8 * 1024;

  private final UpstreamConnections connections;
  private final UpstreamHealth health;
  private final OwnAnswers own;
  private final AnswerFields answerFields;
  private final ClassicHttpRequest request;
  private final HttpServletRequest client;
  private final HttpServletResponse answer;
  private volatile @Nullable UpstreamExchange current;
  private volatile boolean cut;
  private boolean begun;

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
   * Carries request and answer as long as nobody has to be waited for.
   *
   * @return whether that was all; otherwise {@link #run} goes on, on any thread
   * @throws IOException as {@link #run}
   */
  boolean runWhileQuick() throws IOException {
    return isBodyAtHand() && carry(QUICK);
  }

  /** A slow client must not hold a thread that others wait for. */
  private boolean isBodyAtHand() throws IOException {
    long length = client.getContentLengthLong();
    return !request.containsHeader("Transfer-Encoding")
        && client.getHeader("Expect") == null
        && (length <= 0
            || (length <= SHORT_BODY_BYTES && client.getInputStream().available() >= length));
  }

  /**
   * Carries request and answer, or answers what went wrong.
   *
   * @return true, since it ends only then
   * @throws IOException if an answer that has begun can't be ended, or the client is gone
   */
  boolean run() throws IOException {
    return carry(AS_LONG_AS_IT_TAKES);
  }

  private boolean carry(Timeout patience) throws IOException {
    try {
      if (!begun) {
        begun = true;
        UpstreamRequest.attachBody(client, request, this::cutUpstream);
      }
      if (!exchange(patience)) {
        return false;
      }
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
    return true;
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

  /** Returns false if the answer takes longer; the exchange is then still open. */
  private boolean exchange(Timeout patience) throws IOException, HttpException {
    while (true) {
      UpstreamExchange exchange = current == null ? connections.open() : current;
      current = exchange;
      boolean goesOn = false;
      try {
        if (cut) {
          throw new ClientGoneException("the client is gone", null);
        }
        goesOn = !isQuick(exchange, patience);
        if (goesOn) {
          return false;
        }
        pass(exchange.answer(request));
        exchange.complete();
        return true;
      } catch (StaleConnectionException e) {
        // nothing was sent
      } catch (NoHttpResponseException | SocketException e) {
        if (!mayBeTriedAgain(exchange)) {
          throw e;
        }
        connections.dropIdle();
      } finally {
        if (!goesOn) {
          current = null;
          exchange.close();
        }
      }
    }
  }

  private boolean isQuick(UpstreamExchange exchange, Timeout patience)
      throws IOException, HttpException {
    if (patience.isDisabled()) {
      return true;
    }
    if (!exchange.isAnsweredWithin(patience, request)) {
      return false;
    }
    HttpEntity body = exchange.answer(request).getEntity();
    return body == null
        || (body.getContentLength() >= 0 && body.getContentLength() <= SHORT_BODY_BYTES);
  }

  private void pass(ClassicHttpResponse upstreamAnswer) throws IOException {
    health.answered();
    if (isBodyLeft()) {
      // Tomcat closes the request as soon as it has all of an answer
      upstreamAnswer.removeHeaders("Content-Length");
    }
    UpstreamAnswer.pass(upstreamAnswer, answerFields, answer, client.getProtocol());
  }

  /** On a kept connection nobody knows whether the upstream has seen anything of the request. */
  private boolean mayBeTriedAgain(UpstreamExchange exchange) {
    return exchange.isOnKeptConnection()
        && !exchange.isAnswered()
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
