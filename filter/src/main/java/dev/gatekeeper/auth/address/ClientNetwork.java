package dev.gatekeeper.auth.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * What one client can be expected to hold of the address space: an IPv4 address, or the 64 bits of
 * IPv6 that a provider gives to each of its customers (RFC 6177), who then has all addresses in it.
 *
 * @param name such as {@code 192.0.2.1} or {@code 2001:db8:0:0:0:0:0:0/64}
 */
public record ClientNetwork(String name) {

  private static final int NETWORK_BYTES = 8;

  /**
   * Finds the network of an address.
   *
   * @param address as a container names it; what is no IP address is a network by itself
   * @return the network
   */
  public static ClientNetwork of(String address) {
    return new ClientNetwork(IpAddress.parse(address).map(ClientNetwork::nameFor).orElse(address));
  }

  private static String nameFor(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + NETWORK_BYTES * Byte.SIZE;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
