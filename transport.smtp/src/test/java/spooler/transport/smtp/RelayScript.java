package spooler.transport.smtp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedRelay} says, as it should or as the test wants it; guarded by the relay.
 */
final class RelayScript {
  private final Map<String, Deque<String>> once = new LinkedHashMap<>();
  private final Map<String, String> always = new LinkedHashMap<>();
  private String[] offers = {"PIPELINING", "8BITMIME", "SIZE 10240000"};
  private Partner partner = command -> null;

  /** Makes up replies as it goes. */
  interface Partner {
    /** The reply to that command; null for the usual one. */
    @Nullable String reply(String command);
  }

  /** What EHLO is answered with. */
  void offers(String... keywords) {
    offers = keywords;
  }

  /** Answers commands that begin so with these replies, one after the other. */
  void at(String command, String... replies) {
    once.computeIfAbsent(command, key -> new ArrayDeque<>()).addAll(List.of(replies));
  }

  /** Answers commands that begin so always with this reply. */
  void always(String command, String reply) {
    always.put(command, reply);
  }

  /** Lets somebody else answer what he likes, before all else. */
  void with(Partner somebody) {
    partner = somebody;
  }

  /**
   * The reply to a command.
   *
   * @param usual what is said where nothing else was asked for; null for what relays say
   */
  String replyTo(String command, @Nullable String usual) {
    String answer = partner.reply(command);
    if (answer != null) {
      return answer;
    }
    for (Map.Entry<String, Deque<String>> line : once.entrySet()) {
      if (command.startsWith(line.getKey()) && !line.getValue().isEmpty()) {
        return line.getValue().remove();
      }
    }
    for (Map.Entry<String, String> line : always.entrySet()) {
      if (command.startsWith(line.getKey())) {
        return line.getValue();
      }
    }
    return usual == null ? usualReply(command) : usual;
  }

  private String usualReply(String command) {
    return switch (command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
      case "EHLO" ->
          offers.length == 0
              ? "250 relay.test"
              : "250-relay.test\r\n250-" + String.join("\r\n250-", offers) + "\r\n250 HELP";
      case "DATA" -> "354 go on";
      case "STARTTLS" -> "220 go ahead";
      case "QUIT" -> "221 bye";
      default -> "250 2.0.0 Ok";
    };
  }
}
