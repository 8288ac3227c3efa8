package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter (RFC 4515) or a DN (RFC 4514) with places such as {@code {0}}, which are filled with
 * values that stay values whatever is in them.
 *
 * @param text with at least one place
 */
record Template(String text) {

  private static final Pattern PLACE = Pattern.compile("\\{([01])}");

  private static final List<String> SAMPLES = List.of("sample", "sample");

  /**
   * Checks a filter.
   *
   * @throws IllegalArgumentException if it is none; the message is a clause
   */
  static Template ofFilter(String text) {
    Template template = new Template(requirePlace(text));
    try {
      template.filter(SAMPLES);
      return template;
    } catch (LDAPException e) {
      throw new IllegalArgumentException(
          "it must be a filter such as (uid={0}): " + e.getMessage(), e);
    }
  }

  /**
   * Checks a pattern of DNs.
   *
   * @throws IllegalArgumentException if it is none; the message is a clause
   */
  static Template ofDn(String text) {
    Template template = new Template(requirePlace(text));
    if (!DN.isValidDN(template.dnText(SAMPLES.get(0)))) {
      throw new IllegalArgumentException(
          "it must be a DN such as uid={0},ou=People,dc=example,dc=org");
    }
    return template;
  }

  private static String requirePlace(String text) {
    if (!text.contains("{0}")) {
      throw new IllegalArgumentException("it must have {0} in the place of the value");
    }
    return text;
  }

  /** A filter with a value in each place, the first in {@code {0}}. */
  Filter filter(List<String> values) throws LDAPException {
    return Filter.create(filled(number -> Filter.encodeValue(values.get(number))));
  }

  /** A DN with a value in its place. */
  String dnText(String value) {
    return filled(number -> escaped(value));
  }

  private static String escaped(String value) {
    return new RDN("x", value).toString().substring("x=".length());
  }

  /** In one pass, so that a value with a place in it is not filled again. */
  private String filled(IntFunction<String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            (MatchResult place) ->
                Matcher.quoteReplacement(values.apply(Integer.parseInt(place.group(1)))));
  }
}
