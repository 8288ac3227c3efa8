package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A connection to the scripted upstream, on which each request gets its {@link Fault}. */
final class ScriptedConnection {

  /** Longer than the gate waits for anything in these tests. */
  private static final int PATIENCE_MILLIS = 60_000;

  private static final int PIECES_OF_A_SLOW_ANSWER = 20;
  private static final Duration PAUSE_OF_A_SLOW_ANSWER = Duration.ofMillis(10);
  private static final Duration LATENESS = Duration.ofMillis(300);
  private static final String FOREIGN_ANSWER =
      "HTTP/1.1 200 OK\r\n" + ScriptedCall.ID_FIELD + ": 0\r\nContent-Length: 0\r\n\r\n";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final UpstreamBooks books;

  ScriptedConnection(Socket socket, UpstreamBooks books) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
    this.books = books;
  }

  void serve() throws IOException {
    while (serveOne()) {
      out.flush();
    }
  }

  void resetBySurprise() throws IOException {
    books.surprised();
    reset();
  }

  /** Makes closing look like the death of the upstream. */
  private boolean reset() throws IOException {
    out.flush();
    socket.setSoLinger(true, 0);
    return false;
  }

  private boolean close() throws IOException {
    out.flush();
    return false;
  }

  /** Whether the connection serves more requests. */
  private boolean serveOne() throws IOException {
    MessageHead head = MessageHead.read(in);
    ScriptedCall call = ScriptedCall.ofTarget(head.target());
    books.arrived(call);
    switch (call.fault()) {
      case RESET_AFTER_HEAD -> {
        return reset();
      }
      case RESET_IN_UPLOAD -> {
        in.skipNBytes(call.bytes() / 2);
        return reset();
      }
      case REFUSES_EARLY -> {
        write("HTTP/1.1 413 Too Large\r\nConnection: close\r\n");
        writeFields(call);
        writeBody(call);
        return awaitClose();
      }
      default -> {
        receive(call, head);
        books.executed(call);
        return call.fault().end() == Fault.End.RIGHT ? answer(call) : failToAnswer(call);
      }
    }
  }

  private void receive(ScriptedCall call, MessageHead head) throws IOException {
    if (!call.load().isUpload()) {
      return;
    }
    Framing.Reader checked =
        (buffer, length, position) -> {
          if (!call.body().matches(buffer, length, position)) {
            books.complain("The upstream got other bytes than were sent of " + call);
          }
        };
    long received = Framing.read(head, in, checked);
    if (received != call.bytes() || call.fault() == Fault.CLIENT_LEAVES_UPLOAD) {
      books.complain("The upstream got " + received + " bytes as if they were all of " + call);
    }
  }

  private boolean answer(ScriptedCall call) throws IOException {
    if (call.fault() == Fault.LATE_ANSWER) {
      LockSupport.parkNanos(LATENESS.toNanos());
    }
    writeHead(call);
    if (call.fault() == Fault.SLOW_ANSWER || call.load() == Load.EVENTS) {
      writeSlowly(call);
    } else {
      writeBody(call);
    }
    if (call.answerFraming() == Framing.CLOSE) {
      return close();
    }
    return switch (call.fault()) {
      case CLOSES_AFTERWARDS -> {
        books.surprised();
        yield close();
      }
      case RESETS_AFTERWARDS -> {
        books.surprised();
        yield reset();
      }
      case SAYS_MORE_AFTERWARDS -> {
        write(FOREIGN_ANSWER);
        yield true;
      }
      default -> true;
    };
  }

  private boolean failToAnswer(ScriptedCall call) throws IOException {
    return switch (call.fault()) {
      case NO_ANSWER -> awaitClose();
      case RESET_INSTEAD_OF_ANSWER -> reset();
      case CLOSE_INSTEAD_OF_ANSWER -> close();
      case RESET_IN_ANSWER_HEAD -> {
        write("HTTP/1.1 200 OK\r\nContent-Le");
        yield reset();
      }
      case CLOSE_IN_ANSWER_HEAD -> {
        write("HTTP/1.1 200 OK\r\nContent-Le");
        yield close();
      }
      case GARBAGE -> {
        call.body().write(out, 0, 1000);
        yield close();
      }
      case BOTH_LENGTHS -> {
        write(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        yield awaitClose();
      }
      case ENDLESS_HEAD -> {
        write("HTTP/1.1 200 OK\r\n");
        for (long i = 0; ; i++) {
          write("X-" + i + ": x\r\n");
        }
      }
      case CLIENT_LEAVES_DOWNLOAD -> {
        write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n");
        write(ScriptedCall.ID_FIELD + ": " + call.id() + "\r\n\r\n");
        for (long i = 0; ; i += call.bytes()) {
          Framing.CHUNKED.write(call.body(), out, i, i + call.bytes());
        }
      }
      default -> breakOff(call);
    };
  }

  private boolean breakOff(ScriptedCall call) throws IOException {
    writeHead(call);
    call.answerFraming().write(call.body(), out, 0, call.answerBytes() / 2);
    return switch (call.fault()) {
      case RESET_IN_ANSWER -> reset();
      case CLOSE_IN_ANSWER -> close();
      case SILENCE_IN_ANSWER -> awaitClose();
      case BROKEN_CHUNK -> {
        write("zz\r\n");
        yield awaitClose();
      }
      default -> throw new IllegalStateException(call.toString());
    };
  }

  private void writeHead(ScriptedCall call) throws IOException {
    write("HTTP/1.1 200 OK\r\n");
    writeFields(call);
  }

  private void writeFields(ScriptedCall call) throws IOException {
    write("Content-Type: application/octet-stream\r\n");
    write(ScriptedCall.ID_FIELD + ": " + call.id() + "\r\n");
    write(call.answerFraming().field(call.answerBytes()) + "\r\n");
  }

  private void writeBody(ScriptedCall call) throws IOException {
    call.answerFraming().write(call.body(), out, 0, call.answerBytes());
    call.answerFraming().writeEnd(out);
  }

  private void writeSlowly(ScriptedCall call) throws IOException {
    long piece = call.answerBytes() / PIECES_OF_A_SLOW_ANSWER + 1;
    for (long at = 0; at < call.answerBytes(); at += piece) {
      call.answerFraming().write(call.body(), out, at, Math.min(at + piece, call.answerBytes()));
      out.flush();
      LockSupport.parkNanos(PAUSE_OF_A_SLOW_ANSWER.toNanos());
    }
    call.answerFraming().writeEnd(out);
  }

  private void write(String ascii) throws IOException {
    out.write(ascii.getBytes(US_ASCII));
  }

  /** Waits for the gate to give up. */
  private boolean awaitClose() throws IOException {
    out.flush();
    in.transferTo(OutputStream.nullOutputStream());
    return false;
  }
}
