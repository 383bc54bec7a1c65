package spooler.transport.smtp;

import java.util.List;
import java.util.Optional;

/**
 * What the relay answered (RFC 5321, 4.2).
 *
 * @param code three digits, the first of them 2 to 5
 * @param lines the texts behind the code, at least one, free of control characters
 */
record Reply(int code, List<String> lines) {
  /** The service is about to close the connection, whatever was asked (RFC 5321, 4.2.1). */
  static final int SERVICE_CLOSING = 421;

  private static final int MAX_TEXT = 500;

  Reply {
    lines = List.copyOf(lines);
  }

  /** 2yz: done. */
  boolean isDone() {
    return code / 100 == 2;
  }

  /** 3yz: go on. */
  boolean isGoOn() {
    return code / 100 == 3;
  }

  /** 4yz: not now. */
  boolean isNotNow() {
    return code / 100 == 4;
  }

  /** 5yz: never. */
  boolean isNever() {
    return code / 100 == 5;
  }

  /** Whether it refuses what it answers, for now or for good, and nothing beyond that. */
  boolean isRefusal() {
    return (isNotNow() || isNever()) && code != SERVICE_CLOSING;
  }

  /** The enhanced status code, if the relay gives any. */
  Optional<EnhancedStatus> status() {
    return EnhancedStatus.atStartOf(lines.get(0));
  }

  /** The whole reply on one line of at most some 500 characters, for people. */
  String text() {
    String all = (code + " " + String.join(" ", lines)).strip();
    return all.length() <= MAX_TEXT ? all : all.substring(0, MAX_TEXT) + "...";
  }

  @Override
  public String toString() {
    return text();
  }
}
