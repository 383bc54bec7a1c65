package spooler.transport.smtp.tls;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names and addresses that never leave this computer; no name is looked up to find out. */
public final class Loopback {
  private static final Pattern ADDRESS =
      Pattern.compile("127(\\.\\d{1,3}){3}|\\[?(::1|(0{1,4}:){7}0{0,3}1)]?");

  private Loopback() {}

  /** Whether it is one. */
  public static boolean is(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost") // RFC 6761, 6.3
        || ADDRESS.matcher(name).matches();
  }
}
