package dev.gatekeeper.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Authorization fields of a request say (RFC 9110 11.4 and 11.6.2, RFC 7617 2).
 *
 * <p>Read strictly: what two readers could understand differently is {@link Unusable}.
 */
sealed interface Authorization {

  /** Why this is no pair of name and password, as a sentence for the client. */
  String problem();

  /** A name, not empty and free of control characters, and a password, perhaps empty. */
  record Basic(String user, String password) implements Authorization {
    @Override
    public String problem() {
      return "";
    }

    @Override
    public String toString() {
      return "Basic[user=" + user + "]";
    }
  }

  /** No credentials, or none that can be read. */
  record Unusable(String problem) implements Authorization {}

  /** Anything longer costs more to hash than any person's password is worth. */
  int MAX_PASSWORD_BYTES = 1024;

  /** One or more spaces (RFC 9110 11.4); no tab. */
  Pattern SCHEME_AND_TOKEN = Pattern.compile("(?i:basic) +([A-Za-z0-9+/]+={0,2})");

  static Authorization of(List<String> fields) {
    if (fields.isEmpty()) {
      return new Unusable("The request has no credentials.");
    }
    if (fields.size() > 1) {
      return new Unusable("The request has more than one Authorization header.");
    }
    String field = fields.get(0);
    if (!field.regionMatches(true, 0, "basic", 0, 5)
        || (field.length() > 5 && Character.isLetterOrDigit(field.charAt(5)))) {
      return new Unusable("The Authorization header is not of the scheme Basic.");
    }
    Matcher matcher = SCHEME_AND_TOKEN.matcher(field);
    if (!matcher.matches()) {
      return malformed("it is not 'Basic', a space and base64");
    }
    return decode(matcher.group(1));
  }

  private static Authorization decode(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return malformed("its base64 is cut or damaged");
    }
    String pair;
    try {
      pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return malformed("name and password are not UTF-8");
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return malformed("there is no colon between name and password");
    }
    return check(pair.substring(0, colon), pair.substring(colon + 1));
  }

  private static Authorization check(String user, String password) {
    if (user.isEmpty()) {
      return malformed("the user name is empty");
    }
    if (user.chars().anyMatch(Character::isISOControl)) {
      return malformed("the user name has a control character");
    }
    if (password.indexOf('\0') >= 0) {
      return malformed("the password has a NUL character");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
      return malformed("the password is longer than " + MAX_PASSWORD_BYTES + " bytes");
    }
    return new Basic(user, password);
  }

  private static Unusable malformed(String why) {
    return new Unusable("The Authorization header is malformed: " + why + ".");
  }
}
