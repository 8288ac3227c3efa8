package dev.gatekeeper.auth;

import dev.gatekeeper.auth.realm.CredentialRealm;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The challenge of a 401, with the charset that tells clients to send UTF-8 (RFC 7617 2.1).
 *
 * @param realmName what browsers show; printable ASCII, since no other charset survives everywhere
 */
record Challenge(String realmName) {

  Challenge {
    if (realmName.isEmpty() || realmName.chars().anyMatch(c -> c < 0x20 || c > 0x7E)) {
      throw new IllegalArgumentException("the realm's name must be printable ASCII and not empty");
    }
  }

  /**
   * One challenge for each scheme, Basic first, since some clients look no further.
   *
   * @param schemes in lower case
   */
  String headerValue(Set<String> schemes) {
    return schemes.stream()
        .sorted(
            Comparator.comparing((String scheme) -> !scheme.equals(CredentialRealm.BASIC))
                .thenComparing(scheme -> scheme))
        .map(this::challenge)
        .collect(Collectors.joining(", "));
  }

  private String challenge(String scheme) {
    String quoted = realmName.replace("\\", "\\\\").replace("\"", "\\\"");
    String charset = scheme.equals(CredentialRealm.BASIC) ? ", charset=\"UTF-8\"" : "";
    return nameOf(scheme) + " realm=\"" + quoted + "\"" + charset;
  }

  /** As people write it, {@code Basic}; names of schemes have no case (RFC 9110 11.1). */
  static String nameOf(String scheme) {
    return scheme.substring(0, 1).toUpperCase(Locale.ROOT) + scheme.substring(1);
  }
}
