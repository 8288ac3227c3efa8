package dev.gatekeeper.auth;

import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the Authorization fields of a request say (RFC 9110 11.4 and 11.6.2, RFC 7617 2).
 *
 * <p>Read strictly: what two readers could understand differently is {@link Unusable}.
 */
sealed interface Authorization {

  /** Credentials of a scheme that somebody here understands. */
  record Shown(Credentials credentials) implements Authorization {}

  /**
   * No credentials, or none that can be read.
   *
   * @param problem why, as a sentence for the client
   */
  record Unusable(String problem) implements Authorization {}

  /** One or more spaces (RFC 9110 11.4), no tab, and a token68 (11.2) that need not be base64. */
  Pattern SCHEME_AND_TOKEN = Pattern.compile("([A-Za-z]+) +([A-Za-z0-9._~+/-]+=*)");

  /**
   * Reads the fields.
   *
   * @param schemes those that are understood, in lower case
   */
  static Authorization of(List<String> fields, Set<String> schemes) {
    if (fields.isEmpty()) {
      return new Unusable("The request has no credentials.");
    }
    if (fields.size() > 1) {
      return new Unusable("The request has more than one Authorization header.");
    }
    String field = fields.get(0);
    String scheme = schemeOf(field);
    if (!schemes.contains(scheme)) {
      return new Unusable("The Authorization header is not of the scheme " + names(schemes) + ".");
    }
    Matcher matcher = SCHEME_AND_TOKEN.matcher(field);
    if (!matcher.matches()) {
      String token = scheme.equals(CredentialRealm.BASIC) ? "base64" : "a token";
      return malformed("it is not '" + Challenge.nameOf(scheme) + "', a space and " + token);
    }
    return scheme.equals(CredentialRealm.BASIC)
        ? decode(matcher.group(2))
        : new Shown(new Credentials.Token(scheme, matcher.group(2)));
  }

  private static String schemeOf(String field) {
    int end = 0;
    while (end < field.length() && Character.isLetterOrDigit(field.charAt(end))) {
      end++;
    }
    return field.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static String names(Set<String> schemes) {
    return schemes.stream().sorted().map(Challenge::nameOf).collect(Collectors.joining(" or "));
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
    try {
      return new Shown(
          new Credentials.Password(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return malformed(requireNonNull(e.getMessage()));
    }
  }

  private static Unusable malformed(String why) {
    return new Unusable("The Authorization header is malformed: " + why + ".");
  }
}
