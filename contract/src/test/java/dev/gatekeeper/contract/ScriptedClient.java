package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that does with each request what its {@link Fault} says; it keeps its connection to the
 * gate while that is possible.
 */
final class ScriptedClient implements AutoCloseable {

  private static final Duration PAUSE_OF_A_SLOW_READER = Duration.ofMillis(2);

  private final int port;
  private final Random random;
  private @Nullable Connection connection;

  ScriptedClient(int port, Random random) {
    this.port = port;
    this.random = random;
  }

  private record Connection(Socket socket, InputStream in, OutputStream out) {}

  /** The client itself breaks off here. */
  private static final class EnoughException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Sends a request and reads its answer. */
  Outcome send(ScriptedCall call) throws IOException {
    Connection current = connection();
    try {
      IOException failure = upload(call, current);
      Outcome outcome = answer(call, current.in(), failure);
      if (outcome.kind() != Outcome.Kind.RIGHT && outcome.kind() != Outcome.Kind.REFUSED) {
        close();
      }
      return outcome;
    } catch (EnoughException e) {
      leave(current.socket());
      return new Outcome(Outcome.Kind.LEFT, 0, "");
    }
  }

  private Connection connection() throws IOException {
    if (connection == null) {
      Socket socket = RawHttp.connect(port);
      connection =
          new Connection(
              socket,
              new BufferedInputStream(socket.getInputStream()),
              new BufferedOutputStream(socket.getOutputStream()));
    }
    return connection;
  }

  /**
   * Sends all of the request.
   *
   * @return why that was not possible, or null
   */
  private @Nullable IOException upload(ScriptedCall call, Connection to) throws EnoughException {
    try {
      write(call, to.out());
      return null;
    } catch (EnoughException e) {
      throw e;
    } catch (IOException e) {
      return e;
    }
  }

  private static void write(ScriptedCall call, OutputStream out) throws IOException {
    String head =
        RawHttp.lines(
            call.load().method() + " " + call.target() + " HTTP/1.1",
            "Host: localhost",
            Gate.ALICE,
            "");
    out.write(head.getBytes(US_ASCII));
    if (call.load().isUpload()) {
      out.write(call.framing().field(call.bytes()).getBytes(US_ASCII));
      out.write("\r\n".getBytes(US_ASCII));
      if (call.fault() == Fault.CLIENT_LEAVES_UPLOAD) {
        call.framing().write(call.body(), out, 0, call.bytes() / 2);
        out.flush();
        throw new EnoughException();
      }
      call.framing().write(call.body(), out, 0, call.bytes());
      call.framing().writeEnd(out);
    } else {
      out.write("\r\n".getBytes(US_ASCII));
    }
    out.flush();
  }

  private Outcome answer(ScriptedCall call, InputStream in, @Nullable IOException failure)
      throws EnoughException {
    try {
      MessageHead head = MessageHead.read(in);
      return head.value(ScriptedCall.ID_FIELD).isEmpty()
          ? ofTheGate(head, in)
          : ofTheUpstream(call, head, in);
    } catch (EnoughException e) {
      throw e;
    } catch (SocketTimeoutException e) {
      return new Outcome(Outcome.Kind.HANGS, 0, e.toString());
    } catch (WrongAnswerException e) {
      return new Outcome(Outcome.Kind.WRONG, 0, e.toString());
    } catch (IOException e) {
      return new Outcome(
          failure == null ? Outcome.Kind.BROKEN : Outcome.Kind.UPLOAD_BROKEN, 0, e.toString());
    }
  }

  private Outcome ofTheGate(MessageHead head, InputStream in) throws IOException {
    Framing.read(head, in, (buffer, length, position) -> {});
    closeAfter(head);
    return new Outcome(
        head.status() < 400 ? Outcome.Kind.WRONG : Outcome.Kind.REFUSED, head.status(), "");
  }

  private Outcome ofTheUpstream(ScriptedCall call, MessageHead head, InputStream in)
      throws IOException {
    if (!head.value(ScriptedCall.ID_FIELD).equals(Long.toString(call.id()))) {
      throw new WrongAnswerException("the answer of " + head.value(ScriptedCall.ID_FIELD));
    }
    long length = Framing.read(head, in, (buffer, read, at) -> check(call, buffer, read, at));
    if (length != call.answerBytes()) {
      throw new WrongAnswerException(length + " bytes look like the whole answer");
    }
    closeAfter(head);
    return new Outcome(
        head.status() < 400 ? Outcome.Kind.RIGHT : Outcome.Kind.REFUSED, head.status(), "");
  }

  private static void check(ScriptedCall call, byte[] buffer, int length, long position)
      throws IOException {
    if (!call.body().matches(buffer, length, position)) {
      throw new WrongAnswerException("other bytes from " + position + " on");
    }
    if (call.fault() == Fault.CLIENT_READS_SLOWLY) {
      LockSupport.parkNanos(PAUSE_OF_A_SLOW_READER.toNanos());
    }
    if (call.fault() == Fault.CLIENT_LEAVES_DOWNLOAD && position > call.bytes()) {
      throw new EnoughException();
    }
  }

  private static final class WrongAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    WrongAnswerException(String message) {
      super(message);
    }
  }

  private void closeAfter(MessageHead head) throws IOException {
    if (head.closes() || Framing.of(head) == Framing.CLOSE) {
      close();
    }
  }

  /** Goes with a goodbye or without. */
  private void leave(Socket socket) throws IOException {
    socket.setSoLinger(random.nextBoolean(), 0);
    close();
  }

  @Override
  public void close() throws IOException {
    if (connection != null) {
      connection.socket().close();
      connection = null;
    }
  }
}
