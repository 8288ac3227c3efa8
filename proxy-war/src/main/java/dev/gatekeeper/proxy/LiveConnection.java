package dev.gatekeeper.proxy;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.io.HttpClientConnection;

/**
 * Tells whether the upstream has closed a kept connection, without waiting.
 *
 * <p>HttpComponents' own check reads for a millisecond, which is too long to do it before every
 * request; without it, a POST on a connection that has just been closed would fail, and nobody
 * could say whether it was executed.
 */
final class LiveConnection {

  private LiveConnection() {}

  /** A socket that {@link #isClosedByUpstream} can look at. */
  static Socket newSocket() throws IOException {
    return SocketChannel.open().socket();
  }

  /**
   * Whether a request on this connection would go nowhere. Over TLS it says no: what arrives there
   * between two answers may be a ticket for the next session.
   */
  static boolean isClosedByUpstream(HttpClientConnection connection) throws IOException {
    if (!(connection instanceof ManagedHttpClientConnection managed)
        || managed.getSSLSession() != null) {
      return false;
    }
    SocketChannel channel = managed.getSocket().getChannel();
    if (channel == null) {
      return false;
    }
    channel.configureBlocking(false);
    try {
      // nothing may come between two answers: a byte is as bad as the end
      return channel.read(ByteBuffer.allocate(1)) != 0;
    } finally {
      channel.configureBlocking(true);
    }
  }
}
