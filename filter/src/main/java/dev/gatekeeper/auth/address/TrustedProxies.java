package dev.gatekeeper.auth.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The proxies in front that are believed when they say for whom they ask.
 *
 * <p>Each proxy on the way appends the address it got a request from to X-Forwarded-For. Whatever
 * stands left of an address that is no trusted proxy was written by a stranger, and does not count.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class TrustedProxies {

  /** Nobody is believed: the client is who connects. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<AddressRange> ranges;

  private TrustedProxies(List<AddressRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Reads a list of addresses and ranges.
   *
   * @param list such as {@code 127.0.0.1, 10.0.0.0/8, fd00::/8}, divided by commas or white space
   * @return the proxies
   * @throws IllegalArgumentException if an entry is neither; the message names it
   */
  public static TrustedProxies parse(String list) {
    return new TrustedProxies(
        Arrays.stream(list.trim().split("[,\\s]+"))
            .filter(entry -> !entry.isEmpty())
            .map(AddressRange::parse)
            .toList());
  }

  /**
   * Whether an address is one of a trusted proxy.
   *
   * @param address as the container names it; what is no IP address is not trusted
   * @return whether what it says of its clients counts
   */
  public boolean contains(String address) {
    return !ranges.isEmpty() && IpAddress.parse(address).filter(this::contains).isPresent();
  }

  private boolean contains(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * Finds the client: the rightmost address that is no trusted proxy's.
   *
   * @param peer the address of who connects, as the container names it
   * @param forwardedFor the X-Forwarded-For fields of the request in their order, perhaps none
   * @return the peer as it was given, if it is no trusted proxy; else the address of the client in
   *     its usual spelling. Where a trusted proxy names something else than an address, what counts
   *     is that proxy.
   */
  public String clientOf(String peer, List<String> forwardedFor) {
    if (!contains(peer)) {
      return peer;
    }
    List<String> hops = new ArrayList<>();
    for (String field : forwardedFor) {
      hops.addAll(Arrays.asList(field.split(",", -1)));
    }
    Collections.reverse(hops);
    String client = peer;
    for (String hop : hops) {
      Optional<InetAddress> address = IpAddress.parse(hop.trim());
      if (address.isEmpty()) {
        return client;
      }
      client = address.get().getHostAddress();
      if (!contains(address.get())) {
        return client;
      }
    }
    return client;
  }
}
