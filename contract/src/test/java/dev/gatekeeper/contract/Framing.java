package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How a message says where its body ends (RFC 9112 6). */
enum Framing {
  LENGTH,
  CHUNKED,
  CLOSE;

  private static final int PIECE_BYTES = 64 * 1024;
  private static final String LAST_CHUNK = "0\r\n\r\n";

  /** Is told about each piece of a body that is read; throws when it has had enough. */
  @FunctionalInterface
  interface Reader {
    void read(byte[] buffer, int length, long position) throws IOException;
  }

  /** Of an answer, or of a request that has a body. */
  static Framing of(MessageHead head) {
    if (!head.value("Transfer-Encoding").isEmpty()) {
      return CHUNKED;
    }
    return head.value("Content-Length").isEmpty() ? CLOSE : LENGTH;
  }

  /** The line of the head for a body of so many bytes. */
  String field(long bytes) {
    return switch (this) {
      case LENGTH -> "Content-Length: " + bytes + "\r\n";
      case CHUNKED -> "Transfer-Encoding: chunked\r\n";
      case CLOSE -> "Connection: close\r\n";
    };
  }

  /** Writes a part of a body. */
  void write(BytePattern body, OutputStream out, long from, long to) throws IOException {
    if (this != CHUNKED) {
      body.write(out, from, to);
      return;
    }
    for (long at = from; at < to; ) {
      long end = Math.min(at + PIECE_BYTES, to);
      out.write((Long.toHexString(end - at) + "\r\n").getBytes(US_ASCII));
      body.write(out, at, end);
      out.write("\r\n".getBytes(US_ASCII));
      at = end;
    }
  }

  void writeEnd(OutputStream out) throws IOException {
    if (this == CHUNKED) {
      out.write(LAST_CHUNK.getBytes(US_ASCII));
    }
  }

  /**
   * Reads the body of a message.
   *
   * @return its length
   * @throws IOException if it is cut or broken
   */
  static long read(MessageHead head, InputStream in, Reader reader) throws IOException {
    Body body = new Body(in, reader);
    return switch (of(head)) {
      case LENGTH -> body.readLength(Long.parseLong(head.value("Content-Length")), 0);
      case CHUNKED -> body.readChunks();
      case CLOSE -> body.readUntilClose();
    };
  }

  private static final class Body {

    private final InputStream in;
    private final Reader reader;
    private final byte[] buffer = new byte[PIECE_BYTES];

    Body(InputStream in, Reader reader) {
      this.in = in;
      this.reader = reader;
    }

    long readLength(long length, long position) throws IOException {
      long end = position + length;
      for (long at = position; at < end; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, end - at));
        if (read < 0) {
          throw new EOFException((end - at) + " bytes are missing");
        }
        reader.read(buffer, read, at);
        at += read;
      }
      return end;
    }

    long readChunks() throws IOException {
      long position = 0;
      for (long size = chunkSize(); size > 0; size = chunkSize()) {
        position = readLength(size, position);
        expectEmptyLine();
      }
      expectEmptyLine();
      return position;
    }

    private long chunkSize() throws IOException {
      String line = RawHttp.readLine(in);
      try {
        return Long.parseLong(line, 16);
      } catch (NumberFormatException e) {
        throw new IOException("no size of a chunk: " + line, e);
      }
    }

    private void expectEmptyLine() throws IOException {
      if (!RawHttp.readLine(in).isEmpty()) {
        throw new IOException("a chunk is longer than it says");
      }
    }

    long readUntilClose() throws IOException {
      long position = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        reader.read(buffer, read, position);
        position += read;
      }
      return position;
    }
  }
}
