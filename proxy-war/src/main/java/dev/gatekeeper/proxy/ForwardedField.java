package dev.gatekeeper.proxy;

import dev.gatekeeper.proxy.origin.Requester;
import java.util.regex.Pattern;

/** Writes a Forwarded field with one element (RFC 7239). */
final class ForwardedField {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private ForwardedField() {}

  static String of(Requester requester) {
    String element =
        "for=" + value(node(requester.address())) + ";proto=" + value(requester.scheme());
    return requester.host() == null ? element : element + ";host=" + value(requester.host());
  }

  /** An IPv6 address stands in brackets (RFC 7239 6). */
  private static String node(String address) {
    return address.indexOf(':') >= 0 ? "[" + address + "]" : address;
  }

  private static String value(String text) {
    return TOKEN.matcher(text).matches()
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
