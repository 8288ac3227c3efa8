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
   *
   * @param length of the body in bytes, negative if nobody knows
   */
  static void copy(InputStream upstream, OutputStream client, long length) throws IOException {
    byte[] buffer = new byte[bufferBytesFor(length)];
    for (int read = upstream.read(buffer); read >= 0; read = upstream.read(buffer)) {
      client.write(buffer, 0, read);
      if (length < 0) {
        client.flush();
      }
    }
  }

  /** Most answers are short, and zeroing a large buffer takes longer than copying them. */
  static int bufferBytesFor(long length) {
    return length < 0 ? BUFFER_BYTES : (int) Math.max(1, Math.min(length, BUFFER_BYTES));
  }
}
