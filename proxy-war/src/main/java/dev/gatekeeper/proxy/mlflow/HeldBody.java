package dev.gatekeeper.proxy.mlflow;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * The beginning of a request's body, which the gate reads to decide, and which goes to MLflow as it
 * came. Nowhere else is a body held.
 */
final class HeldBody {

  /** MLflow's own UI sends less than a hundredth of this. */
  static final int MAX_BYTES = 256 * 1024;

  private static final int PIECE_BYTES = 8 * 1024;

  /** At most {@value #MAX_BYTES} bytes, and one more. */
  private final byte[] bytes;

  private HeldBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads what has come already, without waiting for more; that is all of most bodies. */
  static HeldBody begin(HttpServletRequest request) throws IOException {
    ServletInputStream body = request.getInputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE_BYTES];
    // how much has come, Tomcat does not tell; and it waits when nothing is asked for
    while (body.available() > 0 && all.size() <= MAX_BYTES) {
      int read = body.read(piece, 0, Math.min(piece.length, MAX_BYTES + 1 - all.size()));
      if (read < 0) {
        break;
      }
      all.write(piece, 0, read);
    }
    return new HeldBody(all.toByteArray());
  }

  /** Whether there is no more of it, or too much. */
  boolean isRead(HttpServletRequest request) {
    return bytes.length > MAX_BYTES || bytes.length == request.getContentLengthLong();
  }

  /**
   * Reads the rest on this thread; a client that takes its time holds it.
   *
   * @throws IOException if the client breaks off
   */
  HeldBody withTheRest(HttpServletRequest request) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes);
    all.writeBytes(request.getInputStream().readNBytes(MAX_BYTES + 1 - bytes.length));
    return new HeldBody(all.toByteArray());
  }

  /** Whether it is a GraphQL request that changes nothing; of what is too large nobody knows. */
  boolean onlyQueries() {
    return bytes.length <= MAX_BYTES && GraphqlBody.onlyQueries(bytes);
  }

  /** The request as if nothing had been read of it. */
  HttpServletRequest putBack(HttpServletRequest request) throws IOException {
    ServletInputStream all = new Replay(bytes, request.getInputStream());
    return new HttpServletRequestWrapper(request) {
      @Override
      public ServletInputStream getInputStream() {
        return all;
      }
    };
  }

  /** What was read, then what the client still sends. */
  private static final class Replay extends ServletInputStream {

    private final InputStream held;
    private final ServletInputStream rest;
    private final InputStream all;

    Replay(byte[] bytes, ServletInputStream rest) {
      this.held = new ByteArrayInputStream(bytes);
      this.rest = rest;
      this.all = new SequenceInputStream(held, rest);
    }

    @Override
    public int read() throws IOException {
      return all.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return all.read(buffer, offset, length);
    }

    @Override
    public int available() throws IOException {
      return all.available();
    }

    @Override
    public boolean isFinished() {
      return isHeldRead() && rest.isFinished();
    }

    @Override
    public boolean isReady() {
      return !isHeldRead() || rest.isReady();
    }

    /**
     * Whoever wants to be called cares for what still comes, and not for what the gate has read.
     */
    @Override
    public void setReadListener(ReadListener listener) {
      rest.setReadListener(listener);
    }

    private boolean isHeldRead() {
      try {
        return held.available() == 0;
      } catch (IOException e) {
        throw new IllegalStateException("an array can't fail", e);
      }
    }
  }
}
