package spooler.launcher.sendmail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The message on standard input, in memory: its lines end with CRLF, whatever they ended with.
 *
 * @param fields of the header, each with its line ends
 * @param body from the empty line on
 */
record Letter(List<String> fields, String body) {
  /** Copies the list. */
  Letter {
    fields = List.copyOf(fields);
  }

  /**
   * Reads it; one octet is one character.
   *
   * @param dotEnds whether a line with one dot is the end
   */
  static Letter read(InputStream in, boolean dotEnds) throws IOException {
    String text = lines(in, dotEnds);
    List<String> fields = new ArrayList<>();
    int at = 0;
    if (text.startsWith("From ")) {
      at = text.indexOf("\r\n") + 2; // a mailbox's separator line is no field
    }
    while (at < text.length()) {
      int end = text.indexOf("\r\n", at) + 2;
      String line = text.substring(at, end);
      if ((line.startsWith(" ") || line.startsWith("\t")) && !fields.isEmpty()) {
        fields.set(fields.size() - 1, fields.get(fields.size() - 1) + line);
      } else if (line.matches("(?s)[!-9;-~]+[ \t]*:.*")) {
        fields.add(line);
      } else {
        break;
      }
      at = end;
    }
    String rest = text.substring(at);
    return new Letter(fields, rest.startsWith("\r\n") ? rest : "\r\n" + rest);
  }

  private static String lines(InputStream in, boolean dotEnds) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    in.transferTo(all);
    StringBuilder text = new StringBuilder(all.size() + 100);
    for (String line : all.toString(ISO_8859_1).split("\r\n|\n|\r", -1)) {
      if (dotEnds && line.equals(".")) {
        return text.toString();
      }
      text.append(line).append("\r\n");
    }
    text.setLength(text.length() - (text.toString().endsWith("\r\n\r\n") ? 2 : 0));
    return text.toString();
  }

  /** The values of all fields of that name. */
  List<String> all(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return fields.stream()
        .filter(
            field -> field.toLowerCase(Locale.ROOT).replaceFirst("[ \t]+:", ":").startsWith(start))
        .map(field -> utf8(field.substring(field.indexOf(':') + 1)).replaceAll("\r\n", " ").strip())
        .toList();
  }

  private static String utf8(String octets) {
    return new String(octets.getBytes(ISO_8859_1), UTF_8);
  }

  /** Without Bcc, and with From where there is none. */
  Letter toBeSent(String from) {
    List<String> kept = new ArrayList<>(fields);
    kept.removeIf(field -> field.toLowerCase(Locale.ROOT).matches("(?s)(resent-)?bcc[ \t]*:.*"));
    if (all("From").isEmpty()) {
      kept.add(new String(("From: " + from + "\r\n").getBytes(UTF_8), ISO_8859_1));
    }
    return new Letter(kept, body);
  }

  /** Its octets. */
  byte[] octets() {
    return (String.join("", fields) + body).getBytes(ISO_8859_1);
  }
}
