package dev.gatekeeper.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;

/**
 * Endless bytes that tell where they belong: a body that lost, repeated or swapped a part, or that
 * is another request's, does not match.
 *
 * @param seed not negative; which of the patterns
 */
record BytePattern(long seed) {

  /** A prime: no buffer of anybody's has a size that divides it. */
  private static final int PERIOD = 1_000_003;

  private static final int SHIFT = 7_919;
  private static final int LONGEST_WRITE = 64 * 1024;

  /** Begins again at its end, so that no write has to be put together. */
  private static final byte[] BYTES = new byte[PERIOD + LONGEST_WRITE];

  static {
    new Random(1).nextBytes(BYTES);
    System.arraycopy(BYTES, 0, BYTES, PERIOD, LONGEST_WRITE);
  }

  /** Writes what stands from one position up to another. */
  void write(OutputStream out, long from, long to) throws IOException {
    for (long at = from; at < to; ) {
      int length = (int) Math.min(LONGEST_WRITE, to - at);
      out.write(BYTES, offset(at), length);
      at += length;
    }
  }

  /** Whether the first bytes of a buffer are those that stand at a position. */
  boolean matches(byte[] buffer, int length, long position) {
    for (int done = 0; done < length; ) {
      int next = Math.min(LONGEST_WRITE, length - done);
      int offset = offset(position + done);
      if (!Arrays.equals(buffer, done, done + next, BYTES, offset, offset + next)) {
        return false;
      }
      done += next;
    }
    return true;
  }

  private int offset(long position) {
    return (int) ((seed * SHIFT + position) % PERIOD);
  }
}
