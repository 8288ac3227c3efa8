package dev.gatekeeper.auth.address;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads IP addresses as containers and proxies write them, and never asks the DNS. An IPv4 address
 * that is mapped into IPv6 is the IPv4 address.
 */
final class IpAddress {

  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String V4 = OCTET + "(?:\\." + OCTET + "){3}";

  /** With a colon, as no name has, so that the JDK does not look it up. */
  private static final String V6 = "(?=[^:]*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*";

  private static final Pattern LITERAL = Pattern.compile(V4 + "|" + V6);

  private static final String PORT = "(?::\\d{1,5})?";
  private static final String ZONE = "(?:%[\\w.-]+)?";
  private static final Pattern WITH_PORT_OR_ZONE =
      Pattern.compile(
          "(?<v4>"
              + V4
              + ")"
              + PORT
              + "|(?<v6>"
              + V6
              + ")"
              + ZONE
              + "|\\[(?<bracketed>"
              + V6
              + ")"
              + ZONE
              + "]"
              + PORT);

  /** The same few clients and proxies ask all the time. */
  private static final Cache<String, Optional<InetAddress>> REMEMBERED =
      Caffeine.newBuilder().maximumSize(1000).build();

  /** No address is longer than one of IPv6 with brackets, a zone and a port. */
  private static final int REMEMBERED_CHARS = 80;

  private IpAddress() {}

  /** The address in a text such as {@code 10.0.0.1}, {@code 10.0.0.1:80}, {@code [::1]:80}. */
  static Optional<InetAddress> parse(String text) {
    return text.length() > REMEMBERED_CHARS ? read(text) : REMEMBERED.get(text, IpAddress::read);
  }

  private static Optional<InetAddress> read(String text) {
    Matcher matcher = WITH_PORT_OR_ZONE.matcher(text);
    return matcher.matches()
        ? Stream.of("v4", "v6", "bracketed")
            .map(matcher::group)
            .filter(Objects::nonNull)
            .findFirst()
            .flatMap(IpAddress::literal)
        : Optional.empty();
  }

  /** The address, if the text is one and nothing else. */
  static Optional<InetAddress> literal(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
