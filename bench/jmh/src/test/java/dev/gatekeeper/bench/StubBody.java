package dev.gatekeeper.bench;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/** A body that has come already, to be read any number of times; for one thread. */
final class StubBody extends ServletInputStream {

  private final byte[] bytes;
  private int next;

  StubBody(byte[] bytes) {
    this.bytes = bytes;
  }

  void rewind() {
    next = 0;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  int length() {
    return bytes.length;
  }

  @Override
  public int read() {
    return next < bytes.length ? bytes[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length > 0 && next == bytes.length) {
      return -1;
    }
    int count = Math.min(length, bytes.length - next);
    System.arraycopy(bytes, next, into, offset, count);
    next += count;
    return count;
  }

  @Override
  public int available() {
    return bytes.length - next;
  }

  @Override
  public boolean isFinished() {
    return next == bytes.length;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new UnsupportedOperationException();
  }
}
