package spooler.transport.modem.uucp;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import spooler.transport.modem.uucp.mail.MailForm;

/**
 * What is agreed with one far system. Immutable; {@link #of} gives the defaults, {@link #with}
 * changes some. All values are checked, in plain words.
 *
 * @param name our UUCP name
 * @param peer the far system's
 * @param protocols letters of the packet protocols, in our order of preference: i, g, G, v
 * @param form how mail goes out; it comes in in every form
 * @param remoteFrom whether the From line ends with {@code remote from NAME}, as old systems want
 * @param unixNewlines whether lines end with LF on the line and with CR LF in the spooler
 * @param commandLimit most octets of one {@code rmail} command
 * @param largestFile most octets of one file either way; 0 for no limit
 * @param grades letters of what is urgent, normal and non-urgent
 * @param lowestGrade as caller, the far side is asked to send this grade and higher only; 0 for all
 * @param sequenced whether calls are numbered (-Q), so that an impostor is found out
 * @param packetSize most octets of data in a packet that the far side may send with {@code i}; with
 *     {@code g} it is 64 unless this is smaller, because that is all that many take
 * @param largePackets whether {@code g} may ask for packets of {@code packetSize}, too
 * @param window most packets that the far side may send before it waits
 * @param handshakeLimit for the whole of the handshake
 * @param patience silence after which a call is given up
 * @param longestOnline after which no file is begun; zero for no limit
 * @param callLimit octets both ways after which no file is begun; 0 for no limit
 */
public record UucpSettings(
    String name,
    String peer,
    String protocols,
    MailForm form,
    boolean remoteFrom,
    boolean unixNewlines,
    int commandLimit,
    long largestFile,
    Grades grades,
    char lowestGrade,
    boolean sequenced,
    int packetSize,
    boolean largePackets,
    int window,
    Duration handshakeLimit,
    Duration patience,
    Duration longestOnline,
    long callLimit) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern PROTOCOLS = Pattern.compile("[igGv]{1,4}");

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException in plain words, when one cannot be used
   */
  public UucpSettings {
    check(isName(name), "name", name, "letters, digits, . _ - only, such as office");
    check(isName(peer), "peer", peer, "letters, digits, . _ - only, such as hub");
    check(
        PROTOCOLS.matcher(protocols).matches(), "protocols", protocols, "i, g, G or v, such as ig");
    check(commandLimit >= 64, "commandLimit", commandLimit, "64 octets or more, such as 400");
    check(largestFile >= 0, "largestFile", largestFile, "octets, or 0 for no limit");
    check(lowestGrade == 0 || Grades.isGrade(lowestGrade), "lowestGrade", lowestGrade, "A to z");
    check(packetSize >= 64 && packetSize <= 4095, "packetSize", packetSize, "64 to 4095");
    check(window >= 1 && window <= 16, "window", window, "1 to 16");
    check(isSome(handshakeLimit), "handshakeLimit", handshakeLimit, "such as 60 seconds");
    check(isSome(patience), "patience", patience, "such as 60 seconds");
    check(!longestOnline.isNegative(), "longestOnline", longestOnline, "0 for no limit");
    check(callLimit >= 0, "callLimit", callLimit, "octets, or 0 for no limit");
  }

  private static boolean isSome(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void check(boolean right, String key, Object value, String advice) {
    if (!right) {
      String shown = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
      throw new IllegalArgumentException("%s \"%s\": use %s".formatted(key, shown, advice));
    }
  }

  /** Whether a UUCP system can have that name; no such name is a path. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The defaults for a system that is called, or calls. */
  public static UucpSettings of(String name, String peer) {
    return new UucpChanges(name, peer).settings();
  }

  /**
   * The same but for these changes.
   *
   * @throws IllegalArgumentException in plain words, when the whole cannot be used then
   */
  public UucpSettings with(Consumer<UucpChanges> changes) {
    UucpChanges all = new UucpChanges(this);
    changes.accept(all);
    return all.settings();
  }
}
