package spooler.submit.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits (RFC 4632).
 *
 * @param text as it was written
 * @param bits how many of the address's count
 */
record Network(String text, InetAddress address, int bits) {
  private static final Pattern FORM =
      Pattern.compile("([0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

  /** Networks from which nobody reaches us by way of the Internet. */
  private static final List<Network> PRIVATE =
      List.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "127.0.0.0/8",
              "100.64.0.0/10",
              "fc00::/7",
              "fe80::/10",
              "::1/128")
          .stream()
          .map(Network::of)
          .toList();

  private static final int NARROWEST_PUBLIC_4 = 24;
  private static final int NARROWEST_PUBLIC_6 = 48;

  /**
   * Reads an address, or one with a slash and the number of bits.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Network of(String text) {
    Matcher matcher = FORM.matcher(text);
    try {
      if (matcher.matches()) {
        InetAddress address =
            InetAddress.getByName(matcher.group(1)); // a literal: nothing is asked
        int all = address.getAddress().length * 8;
        int bits = matcher.group(2) == null ? all : Integer.parseInt(matcher.group(2));
        if (bits <= all) {
          return new Network(text, address, bits);
        }
      }
    } catch (UnknownHostException none) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  /** Reads several, with commas between them. */
  static List<Network> all(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(Network::of)
        .toList();
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"%s\" is no network: write e.g. 192.168.1.0/24".formatted(Reply.plain(text)));
  }

  boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int whole = bits / 8;
    int mask = (0xff00 >> (bits % 8)) & 0xff;
    return Arrays.equals(ours, 0, whole, theirs, 0, whole)
        && (mask == 0 || (ours[whole] & mask) == (theirs[whole] & mask));
  }

  /** Whether so many strangers are in it that letting it relay makes an open relay. */
  boolean isOpen() {
    boolean inside =
        PRIVATE.stream().anyMatch(known -> known.contains(address) && bits >= known.bits);
    int narrowest = address.getAddress().length == 4 ? NARROWEST_PUBLIC_4 : NARROWEST_PUBLIC_6;
    return !inside && bits < narrowest;
  }
}
