package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** A second opinion on which names of users and groups count. */
final class CleanName {

  /** Neither control characters, nor white space or a byte order mark at the edges. */
  private static final Pattern CLEAN =
      Pattern.compile("(?!\ufeff)[^\\p{Cc}\\p{Z}]([^\\p{Cc}]*[^\\p{Cc}\\p{Z}])?");

  private CleanName() {}

  static boolean is(String name) {
    return CLEAN.matcher(name).matches() && name.getBytes(UTF_8).length <= 255;
  }
}
