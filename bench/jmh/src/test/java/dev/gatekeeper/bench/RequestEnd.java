package dev.gatekeeper.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Finds where requests end, and allocates nothing; for one connection. */
final class RequestEnd {

  private static final int MAX_REQUEST_BYTES = 16 * 1024;
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] LENGTH = "\r\nContent-Length: ".getBytes(ISO_8859_1);

  private final byte[] bytes = new byte[MAX_REQUEST_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

  /** Reads one whole request; returns false if there is none any more. */
  boolean await(SocketChannel connection) throws IOException {
    buffer.clear();
    do {
      if (connection.read(buffer) < 0) {
        return false;
      }
    } while (!isWhole());
    return true;
  }

  private boolean isWhole() {
    int end = indexOf(END_OF_HEAD);
    return end >= 0 && buffer.position() >= end + END_OF_HEAD.length + bodyLength();
  }

  private int bodyLength() {
    int field = indexOf(LENGTH);
    int length = 0;
    if (field >= 0) {
      for (int i = field + LENGTH.length; bytes[i] != '\r'; i++) {
        length = 10 * length + bytes[i] - '0';
      }
    }
    return length;
  }

  private int indexOf(byte[] wanted) {
    for (int i = 0; i + wanted.length <= buffer.position(); i++) {
      int same = 0;
      while (same < wanted.length && bytes[i + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return i;
      }
    }
    return -1;
  }
}
