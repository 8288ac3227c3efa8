package dev.gatekeeper.proxy;

/**
 * Some characters of ASCII, as a table: what every request is held against must cost less than a
 * pattern does.
 *
 * <p>This class is immutable and thread-safe.
 */
final class AsciiSet {

  private static final int SIZE = 128;

  static final AsciiSet DIGITS = range('0', '9');
  static final AsciiSet LETTERS = range('A', 'Z').and(range('a', 'z'));
  static final AsciiSet VISIBLE = range('!', '~');

  /** What a token is made of (RFC 9110 5.6.2). */
  static final AsciiSet TOKEN = VISIBLE.without("\"(),/:;<=>?@[\\]{}");

  private final boolean[] members;

  private AsciiSet(boolean[] members) {
    this.members = members;
  }

  private static AsciiSet range(char first, char last) {
    boolean[] members = new boolean[SIZE];
    for (char c = first; c <= last; c++) {
      members[c] = true;
    }
    return new AsciiSet(members);
  }

  AsciiSet and(AsciiSet others) {
    boolean[] all = members.clone();
    for (char c = 0; c < SIZE; c++) {
      all[c] |= others.members[c];
    }
    return new AsciiSet(all);
  }

  AsciiSet and(char other) {
    return and(range(other, other));
  }

  AsciiSet without(String others) {
    boolean[] fewer = members.clone();
    others.chars().forEach(c -> fewer[c] = false);
    return new AsciiSet(fewer);
  }

  /** Whether a text has no other characters; an empty one has none. */
  boolean hasAll(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= SIZE || !members[c]) {
        return false;
      }
    }
    return true;
  }
}
