package dev.gatekeeper.proxy;

import dev.gatekeeper.proxy.origin.Requester;

/** Writes a Forwarded field with one element (RFC 7239). */
final class ForwardedField {

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
    return !text.isEmpty() && AsciiSet.TOKEN.hasAll(text)
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
