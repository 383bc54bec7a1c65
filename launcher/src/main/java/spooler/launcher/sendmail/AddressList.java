package spooler.launcher.sendmail;

import java.util.ArrayList;
import java.util.List;

/**
 * The addresses in a header field (RFC 5322 section 3.4): comments, quoted names, groups, and angle
 * brackets. What cannot be understood is refused rather than sent to somebody else.
 */
final class AddressList {
  private final String text;
  private final List<String> found = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private String bracketed = "";
  private int at;

  private AddressList(String text) {
    this.text = text;
  }

  /** All of them, in order. */
  static List<String> of(String text) throws ExitException {
    AddressList list = new AddressList(text);
    list.read();
    return list.found;
  }

  private void read() throws ExitException {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '(' -> comment();
        case '"' -> quoted();
        case '<' -> bracket();
        case ',', ';' -> end();
        case ':' -> word.setLength(0); // a group's name
        default -> word.append(c);
      }
    }
    end();
  }

  private void comment() throws ExitException {
    for (int depth = 1; depth > 0; at++) {
      switch (next(at)) {
        case '\\' -> at++;
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {}
      }
    }
  }

  private void quoted() throws ExitException {
    int start = at - 1;
    while (next(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    word.append(text, start, at);
  }

  private void bracket() throws ExitException {
    int start = at;
    boolean quoted = false;
    while (quoted || next(at) != '>') {
      if (next(at) == '"') {
        quoted = !quoted;
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    bracketed = text.substring(start, at).strip();
    at++;
  }

  private void end() throws ExitException {
    String bare = word.toString().strip();
    String address = bracketed.isEmpty() ? bare : bracketed;
    if (!address.isEmpty()) {
      if (bracketed.isEmpty()
          && address.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "").matches(".*\\s.*")) {
        throw unclear();
      }
      found.add(address);
    }
    word.setLength(0);
    bracketed = "";
  }

  private char next(int index) throws ExitException {
    if (index >= text.length()) {
      throw unclear();
    }
    return text.charAt(index);
  }

  private ExitException unclear() {
    return new ExitException(
        ExitException.DATA, "cannot read \"%s\" as mail addresses".formatted(Address.shown(text)));
  }
}
