package dev.gatekeeper.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** An upstream that does with each request what its {@link Fault} says. */
final class ScriptedUpstream implements AutoCloseable {

  private static final int BACKLOG = 500;

  private final ServerSocket server =
      new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final UpstreamBooks books;
  private final BooleanSupplier resetsNext;

  /**
   * @param books to keep
   * @param resetsNext whether to reset the next connection at once
   */
  ScriptedUpstream(UpstreamBooks books, BooleanSupplier resetsNext) throws IOException {
    this.books = books;
    this.resetsNext = resetsNext;
    threads.execute(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  int openConnections() {
    return open.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        boolean resets = resetsNext.getAsBoolean();
        threads.execute(() -> serve(socket, resets));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, boolean resets) {
    try (socket) {
      ScriptedConnection connection = new ScriptedConnection(socket, books);
      if (resets) {
        connection.resetBySurprise();
      } else {
        connection.serve();
      }
    } catch (SocketTimeoutException e) {
      books.complain("The gate keeps a connection open on which nothing moves any more.");
    } catch (IOException e) {
      // the gate has closed it
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdown();
  }
}
