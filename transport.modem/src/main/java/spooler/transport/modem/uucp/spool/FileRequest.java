package spooler.transport.modem.uucp.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the far side wants to send: an S or E command (Taylor UUCP manual, 6.5.2).
 *
 * @param command S or E
 * @param from its name over there
 * @param to its name here
 * @param user who asks for it
 * @param temp its name in the spool over there
 * @param size octets; -1 when not said
 * @param execute what is to be done with it; empty for S
 */
public record FileRequest(
    char command, String from, String to, String user, String temp, long size, String execute) {
  /** Size that was not said. */
  public static final long UNKNOWN = -1;

  private static final Pattern SPOOL_NAME = Pattern.compile("[DX]\\.[A-Za-z0-9._+=,@-]{1,64}");

  /** Whether it goes to the spool folder, under a name that is one. */
  public boolean isForSpool() {
    return SPOOL_NAME.matcher(to).matches() && !to.endsWith(".tmp");
  }

  /** Whether it is an execute file. */
  public boolean isExecuteFile() {
    return command == 'S' && to.startsWith("X.");
  }

  /** Whether the same file has the same name in the next call, so that it can be gone on with. */
  public boolean isRestartable() {
    return SPOOL_NAME.matcher(temp).matches() && !temp.equals("D.0");
  }

  /** Names the file in whatever call it comes. */
  public String key() {
    String all =
        String.join("\n", String.valueOf(command), from, to, user, temp, size + "", execute);
    return Digests.of(all.getBytes(UTF_8)).substring(0, 32);
  }

  /** SHA-256 as hexadecimal text. */
  static final class Digests {
    private Digests() {}

    static String of(byte[] octets) {
      return HexFormat.of().formatHex(sha256().digest(octets));
    }

    static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
