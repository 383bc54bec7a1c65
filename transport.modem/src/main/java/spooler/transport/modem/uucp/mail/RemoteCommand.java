package spooler.transport.modem.uucp.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command that one side asks the other to execute. There is no shell and no program here: the few
 * that are known are done by this bundle, all others are refused.
 *
 * @param name such as {@code rmail}
 * @param arguments the recipients, for {@code rmail}
 */
public record RemoteCommand(String name, List<String> arguments) {
  private static final Set<String> BATCH =
      Set.of("rsmtp", "rcsmtp", "rgsmtp", "rbsmtp", "rfsmtp", "bsmtp", "cbsmtp");

  /** What an address may consist of that no shell, here or there, takes for something else. */
  private static final Pattern SAFE_ADDRESS =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9!#%+,./:=@^_-]*");

  /**
   * Reads it.
   *
   * @throws BadRequestException when it is none of those that are allowed, or has odd arguments
   */
  public static RemoteCommand parse(String text) throws BadRequestException {
    List<String> words = Arrays.asList(text.strip().split("[ \t]+", -1));
    String name = words.get(0).toLowerCase(Locale.ROOT);
    List<String> arguments = words.subList(1, words.size());
    if (BATCH.contains(name)) {
      return new RemoteCommand(name, List.of());
    }
    if (!name.equals("rmail")) {
      throw new BadRequestException("command \"%s\" is not allowed".formatted(Shown.of(name)));
    }
    if (arguments.isEmpty()) {
      throw new BadRequestException("rmail without a recipient");
    }
    for (String argument : arguments) {
      if (!isSafe(argument)) {
        throw new BadRequestException("rmail to \"%s\": no address".formatted(Shown.of(argument)));
      }
    }
    return new RemoteCommand(name, List.copyOf(arguments));
  }

  /** Whether an address can stand in a command without meaning anything else there. */
  public static boolean isSafe(String address) {
    return SAFE_ADDRESS.matcher(address).matches();
  }

  /** Whether its input is batched SMTP. */
  public boolean isBatch() {
    return BATCH.contains(name);
  }
}
