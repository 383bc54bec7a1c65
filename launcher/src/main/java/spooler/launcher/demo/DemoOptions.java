package spooler.launcher.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.launcher.UsageException;

/**
 * What a demonstration was asked to show.
 *
 * @param messages how many are submitted
 * @param file the message; null for one that is made up
 * @param server a mail server; null for one that comes along
 */
record DemoOptions(int messages, @Nullable Path file, @Nullable Endpoint server) {
  private static final int MADE_UP = 3;
  private static final int MOST = 1000;

  /** Reads the words behind {@code demo}. */
  static DemoOptions parse(List<String> words) throws UsageException {
    int messages = 0;
    Path file = null;
    Endpoint server = null;
    Deque<String> rest = new ArrayDeque<>(words);
    while (!rest.isEmpty()) {
      String flag = rest.remove();
      switch (flag) {
        case "--messages" -> messages = count(value(flag, "a number such as 10", rest));
        case "--eml" -> file = readable(value(flag, "a message file", rest));
        case "--smtp" -> server = Endpoint.parse(value(flag, "HOST:PORT", rest));
        default ->
            throw new UsageException(
                "demo has no %s: there are --messages N, --eml FILE and --smtp HOST:PORT"
                    .formatted(flag));
      }
    }
    int unsaid = file == null ? MADE_UP : 1;
    return new DemoOptions(messages == 0 ? unsaid : messages, file, server);
  }

  private static String value(String flag, String what, Deque<String> rest) throws UsageException {
    String value = rest.poll();
    if (value == null) {
      throw new UsageException("%s: name %s after it".formatted(flag, what));
    }
    return value;
  }

  private static int count(String text) throws UsageException {
    if (!text.matches("[1-9][0-9]{0,8}") || Integer.parseInt(text) > MOST) {
      throw new UsageException("--messages %s: give a number from 1 to %d".formatted(text, MOST));
    }
    return Integer.parseInt(text);
  }

  private static Path readable(String text) throws UsageException {
    Path file = Path.of(text).toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      throw new UsageException("--eml %s: there is no such file".formatted(text));
    }
    if (!Files.isReadable(file)) {
      throw new UsageException("--eml %s: the file may not be read".formatted(text));
    }
    return file;
  }
}
