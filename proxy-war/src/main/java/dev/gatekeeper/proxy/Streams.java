package dev.gatekeeper.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies an answer's body to the client as it comes. */
final class Streams {

  static final int BUFFER_BYTES = 32 * 1024;

  private Streams() {}

  /**
   * Copies through one buffer. A body of unknown length may be a stream of events: each piece is
   * flushed, so that the client has it when the upstream has sent it.
   */
  static void copy(InputStream upstream, OutputStream client, boolean flushEachPiece)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = upstream.read(buffer); read >= 0; read = upstream.read(buffer)) {
      client.write(buffer, 0, read);
      if (flushEachPiece) {
        client.flush();
      }
    }
  }
}
