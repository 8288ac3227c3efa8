package dev.gatekeeper.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A user's name in a field, which has ASCII only. */
final class UserName {

  private UserName() {}

  /**
   * Writes bytes of UTF-8 outside visible ASCII, and the percent sign, as {@code %XX} (RFC 3986
   * 2.1), so that no two names look alike.
   */
  static String inField(String name) {
    StringBuilder field = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      if (b > 0x20 && b < 0x7F && b != '%') {
        field.append((char) b);
      } else {
        field.append('%').append(String.format("%02X", b));
      }
    }
    return field.toString();
  }
}
