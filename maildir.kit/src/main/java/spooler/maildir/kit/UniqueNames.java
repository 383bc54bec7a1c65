package spooler.maildir.kit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files that no other delivery of any process on any host gives (the Maildir convention):
 * seconds, then microseconds M, process P, delivery Q, random R, the message's key K if it has one,
 * then the host. Safe for any thread.
 */
public final class UniqueNames {
  private static final String HOST = host();
  private static final long PROCESS = ProcessHandle.current().pid();
  private static final int MARK_BYTES = 16;
  private static final Pattern MARK = Pattern.compile("K[0-9a-f]{32}(?=\\.)");

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong deliveries = new AtomicLong();

  /** With times of that clock. */
  public UniqueNames(Clock clock) {
    this.clock = clock;
  }

  /** The next name. */
  public String next() {
    return next("");
  }

  /** The next name, with this mark in its middle. */
  public String next(String mark) {
    Instant now = clock.instant();
    String micros = Integer.toString(1_000_000 + now.getNano() / 1000).substring(1);
    String chance = HexFormat.of().toHexDigits(random.nextInt());
    return now.getEpochSecond()
        + (".M" + micros + "P" + PROCESS)
        + ("Q" + deliveries.incrementAndGet() + "R" + chance + mark + "." + HOST);
  }

  /** What all files have in their names that were delivered under that key, and no others. */
  public static String mark(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return "K" + HexFormat.of().formatHex(digest, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  /** The mark in a file's name; empty where there is none. */
  public static String markIn(String name) {
    Matcher mark = MARK.matcher(name);
    return mark.find() ? mark.group() : "";
  }

  /** The convention writes a slash as \\057 and a colon as \\072. */
  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replace("/", "\\057").replace(":", "\\072");
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }
}
