package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Which names of users and groups are taken, the same for reading and for writing: what two readers
 * might take for different names belongs to nobody.
 */
final class NameRule {

  /** As {@code htpasswd} has it. */
  private static final int MAX_BYTES = 255;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private NameRule() {}

  /** Why a name is refused, as the end of a sentence that begins with what it names; or null. */
  static @Nullable String violationBy(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return "has a control character";
    }
    if (isSpace(name.codePointAt(0)) || isSpace(name.codePointBefore(name.length()))) {
      return "begins or ends with white space";
    }
    if (name.indexOf(':') >= 0) {
      return "has a colon";
    }
    if (name.charAt(0) == '#') {
      return "begins with '#', as a comment does";
    }
    if (name.charAt(0) == BYTE_ORDER_MARK) {
      return "begins with a byte order mark";
    }
    if (!UTF_8.newEncoder().canEncode(name)) {
      return "has half a character";
    }
    return name.getBytes(UTF_8).length > MAX_BYTES
        ? "is longer than " + MAX_BYTES + " bytes"
        : null;
  }

  /** Why a name can't stand in a line of names with white space between them; or null. */
  static @Nullable String violationAmongOthersBy(String name) {
    String violation = violationBy(name);
    return violation == null && name.codePoints().anyMatch(NameRule::isSpace)
        ? "has white space, which divides names in a group file"
        : violation;
  }

  /**
   * @throws IllegalArgumentException if there is a violation
   */
  static void require(String what, @Nullable String violation) {
    if (violation != null) {
      throw new IllegalArgumentException("The " + what + " " + violation + ".");
    }
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}
