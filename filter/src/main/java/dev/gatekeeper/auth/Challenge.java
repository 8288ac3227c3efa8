package dev.gatekeeper.auth;

/**
 * The challenge of a 401, with the charset that tells clients to send UTF-8 (RFC 7617 2.1).
 *
 * @param realmName what browsers show; printable ASCII, since no other charset survives everywhere
 */
record Challenge(String realmName) {

  Challenge {
    if (realmName.isEmpty() || realmName.chars().anyMatch(c -> c < 0x20 || c > 0x7E)) {
      throw new IllegalArgumentException(
          "the realm's name '" + realmName + "' must be printable ASCII and not empty");
    }
  }

  String headerValue() {
    String quoted = realmName.replace("\\", "\\\\").replace("\"", "\\\"");
    return "Basic realm=\"" + quoted + "\", charset=\"UTF-8\"";
  }
}
