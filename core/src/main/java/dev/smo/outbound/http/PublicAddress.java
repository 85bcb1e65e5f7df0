// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells addresses of the public internet from those that only mean something inside a network. The
 * ranges are those of the IANA special-purpose registries (RFC 6890) that are not globally
 * reachable. Java turns IPv4-mapped IPv6 addresses into IPv4 ones before we see them.
 */
final class PublicAddress {
  private static final List<Range> RESERVED =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "2001:db8::/32",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");

  // Both carry an IPv4 address inside, which a gateway would reach for us.
  private static final Range NAT64 = range("64:ff9b::/96");
  private static final Range SIX_TO_FOUR = range("2002::/16");
  private static final Range TEREDO = range("2001::/32");

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (TEREDO.holds(bytes) || RESERVED.stream().anyMatch(range -> range.holds(bytes))) {
      return false;
    }
    if (NAT64.holds(bytes)) {
      return is(inner(bytes, 12));
    }
    return !SIX_TO_FOUR.holds(bytes) || is(inner(bytes, 2));
  }

  private static InetAddress inner(byte[] bytes, int from) {
    return address(new byte[] {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]});
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address has " + bytes.length + " bytes", e);
    }
  }

  private static List<Range> ranges(String... blocks) {
    List<Range> ranges = new ArrayList<>();
    for (String block : blocks) {
      ranges.add(range(block));
    }
    return List.copyOf(ranges);
  }

  private static Range range(String block) {
    int slash = block.indexOf('/');
    try {
      // A literal address: nothing is looked up.
      byte[] network = InetAddress.getByName(block.substring(0, slash)).getAddress();
      return new Range(network, Integer.parseInt(block.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(block, e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Range(byte[] network, int bits) {
    boolean holds(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i % 8);
        if ((address[i / 8] & mask) != (network[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
