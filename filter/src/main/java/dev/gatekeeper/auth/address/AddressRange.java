package dev.gatekeeper.auth.address;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits (RFC 4632).
 *
 * @param network the first address of the range
 * @param prefixLength how many bits of it count
 */
record AddressRange(InetAddress network, int prefixLength) {

  private static final Pattern FORMAT = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(\\d{1,3}))?");

  /**
   * @throws IllegalArgumentException if the text is no address and no CIDR, or has bits set behind
   *     its prefix
   */
  static AddressRange parse(String text) {
    Matcher matcher = FORMAT.matcher(text);
    if (!matcher.matches()) {
      throw unusable(text);
    }
    InetAddress network = IpAddress.literal(matcher.group(1)).orElseThrow(() -> unusable(text));
    int bits = network.getAddress().length * Byte.SIZE;
    String prefix = matcher.group(2);
    AddressRange range =
        new AddressRange(network, prefix == null ? bits : Integer.parseInt(prefix));
    if (range.prefixLength > bits || !range.isFirst()) {
      throw unusable(text);
    }
    return range;
  }

  private static IllegalArgumentException unusable(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no address and no range such as 10.0.0.0/8 or fd00::/8");
  }

  boolean contains(InetAddress address) {
    byte[] candidate = address.getAddress();
    byte[] own = network.getAddress();
    if (candidate.length != own.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      if (isSet(candidate, bit) != isSet(own, bit)) {
        return false;
      }
    }
    return true;
  }

  private boolean isFirst() {
    byte[] own = network.getAddress();
    for (int bit = prefixLength; bit < own.length * Byte.SIZE; bit++) {
      if (isSet(own, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSet(byte[] address, int bit) {
    return (address[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
  }
}
