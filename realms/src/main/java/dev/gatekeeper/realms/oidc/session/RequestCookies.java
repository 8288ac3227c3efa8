package dev.gatekeeper.realms.oidc.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The Cookie fields of a request (RFC 6265 5.4), the gate's own cookies apart from all others.
 *
 * @param own values by name; of two with one name the first, which has the longer path
 * @param others the fields without these, byte for byte
 */
record RequestCookies(Map<String, String> own, List<String> others) {

  /**
   * Divides the fields.
   *
   * @param fields the values of the Cookie fields
   * @param isOwn tells the names of the gate's cookies
   */
  static RequestCookies of(List<String> fields, Predicate<String> isOwn) {
    Map<String, String> own = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    for (String field : fields) {
      int before = own.size();
      String rest = rest(field, isOwn, own);
      if (own.size() == before && rest.length() == field.length()) {
        others.add(field);
      } else if (!rest.isBlank()) {
        others.add(rest.stripLeading());
      }
    }
    return new RequestCookies(own, others);
  }

  private static String rest(String field, Predicate<String> isOwn, Map<String, String> own) {
    List<String> rest = new ArrayList<>();
    for (String pair : field.split(";", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).strip();
      if (isOwn.test(name)) {
        own.putIfAbsent(name, pair.substring(equals + 1).strip());
      } else {
        rest.add(pair);
      }
    }
    return String.join(";", rest);
  }

  /** The value of one of the gate's own cookies; null if the browser sent none. */
  @Nullable String get(String name) {
    return own.get(name);
  }
}
