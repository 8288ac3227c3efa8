package dev.gatekeeper.auth.realm;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of an htgroup file: {@code group: user user …}.
 *
 * @param group the name before the colon
 * @param members the names after it, perhaps none
 */
record GroupLine(String group, List<String> members) {

  /** White space as C's isspace has it, before each name. */
  static final Pattern NAME = Pattern.compile("\\s*(\\S+)");

  /** Null if there is no name with a colon after it. */
  static @Nullable GroupLine parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      return null;
    }
    return new GroupLine(
        TextLines.trim(text.substring(0, colon)),
        NAME.matcher(text.substring(colon + 1)).results().map(name -> name.group(1)).toList());
  }

  /** The bytes of a group's line with a name more. */
  static String withMember(String bytes, String user) {
    int end = RawLines.endOfText(bytes);
    return bytes.substring(0, end) + " " + user + bytes.substring(end);
  }

  /** The bytes of a group's line without a name, and without the white space before it. */
  static String withoutMember(String bytes, String user) {
    int colon = bytes.indexOf(':') + 1;
    Matcher names = NAME.matcher(bytes).region(colon, bytes.length());
    StringBuilder kept = new StringBuilder(bytes.substring(0, colon));
    int end = colon;
    while (names.find()) {
      end = names.end();
      if (!names.group(1).equals(user)) {
        kept.append(names.group());
      }
    }
    return kept.append(bytes, end, bytes.length()).toString();
  }
}
