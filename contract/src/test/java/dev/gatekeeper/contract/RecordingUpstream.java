package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An upstream that keeps what it receives, byte for byte, and answers what it is told to. */
final class RecordingUpstream implements AutoCloseable {

  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";

  private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

  private static final String END_OF_HEAD = "\r\n\r\n";

  private final ServerSocket server;
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final AtomicReference<String> answer = new AtomicReference<>(OK);
  private final AtomicReference<@Nullable Script> script = new AtomicReference<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean early;

  /** What is done on a connection after a request was read; then the connection is closed. */
  @FunctionalInterface
  interface Script {
    void answer(Socket gate) throws Exception;
  }

  /**
   * A request as it arrived.
   *
   * @param head its lines, byte for byte
   * @param body without its framing, or empty if it was cut
   * @param whole whether the body came to its end
   */
  record Received(String head, String body, boolean whole) {

    String requestLine() {
      return lines().get(0);
    }

    List<String> fields() {
      return lines().subList(1, lines().size());
    }

    List<String> values(String name) {
      return parsed().values(name);
    }

    String value(String name) {
      return parsed().value(name);
    }

    private List<String> lines() {
      return List.of(head.substring(0, head.length() - END_OF_HEAD.length()).split("\r\n", -1));
    }

    private RawHttp.Answer parsed() {
      return new RawHttp.Answer(0, fields(), "");
    }
  }

  RecordingUpstream() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "recording-upstream");
    thread.setDaemon(true);
    thread.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Sets the bytes of every answer from now on, and forgets what was received. */
  void answerWith(String bytes) {
    received.clear();
    early = false;
    script.set(null);
    answer.set(bytes);
  }

  /** Sets what is done after every request from now on, and forgets what was received. */
  void answerBy(Script what) {
    received.clear();
    script.set(what);
  }

  /** How many connections of the gate's are open. */
  int openConnections() {
    return open.get();
  }

  /** Sets the bytes of every answer, which are sent before the body is read; then it reads on. */
  void answerEarlyWith(String bytes) {
    answerWith(bytes);
    early = true;
  }

  void answerOk() {
    answerWith(OK);
  }

  /** The next request that arrives. */
  Received takeRequest() throws InterruptedException {
    Received request = received.poll(30, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing arrived at the upstream");
    }
    return request;
  }

  boolean gotNothing() {
    return received.isEmpty();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    open.incrementAndGet();
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (serveOne(in, socket)) {
        // the next request on this connection
      }
    } catch (IOException e) {
      // the gate has closed the connection
    } finally {
      open.decrementAndGet();
    }
  }

  private boolean serveOne(InputStream in, Socket socket) throws IOException {
    Received head = readHead(in);
    OutputStream out = socket.getOutputStream();
    if (isQuestionOfTheGate(head)) {
      out.write(NOT_FOUND.getBytes(ISO_8859_1));
      return false;
    }
    Script what = script.get();
    if (what != null) {
      received.add(withBody(head, in));
      run(what, socket);
      return false;
    }
    String bytes = answer.get();
    boolean answersEarly = early && !head.requestLine().startsWith("GET");
    if (answersEarly) {
      out.write(bytes.getBytes(ISO_8859_1));
    }
    try {
      received.add(withBody(head, in));
    } catch (IOException e) {
      received.add(head);
      throw e;
    }
    if (!answersEarly) {
      out.write((early ? OK : bytes).getBytes(ISO_8859_1));
    }
    return early || bytes.equals(OK);
  }

  /** At its start the gate looks whether the upstream has users of its own. */
  private static boolean isQuestionOfTheGate(Received head) {
    return head.requestLine().endsWith("/api/2.0/mlflow/users/current HTTP/1.1")
        && head.value("Via").isEmpty();
  }

  private static void run(Script what, Socket socket) throws IOException {
    try {
      what.answer(socket);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Received readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(END_OF_HEAD) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the gate has closed the connection");
      }
      head.append((char) next);
    }
    return new Received(head.toString(), "", false);
  }

  private static Received withBody(Received head, InputStream in) throws IOException {
    byte[] body = {};
    if (!head.value("Transfer-Encoding").isEmpty()) {
      body = RawHttp.readChunks(in);
    } else if (!head.value("Content-Length").isEmpty()) {
      body = in.readNBytes(Integer.parseInt(head.value("Content-Length")));
    }
    return new Received(head.head(), new String(body, ISO_8859_1), true);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
