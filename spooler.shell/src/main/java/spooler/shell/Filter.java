package spooler.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spooler.api.QueueEntry;
import spooler.api.QueueEntry.Waiting;

/**
 * Which messages of the queue are meant: those that fit every part. Parts that speak of a recipient
 * speak of the same one. Only what the store keeps is looked at, never a body. Immutable.
 */
final class Filter {
  /** What a part begins with, for people and for completion. */
  static final List<String> KEYS =
      List.of(
          "state=",
          "transport=",
          "to=",
          "from=",
          "age>",
          "age<",
          "size>",
          "size<",
          "grade=",
          "text=");

  private static final List<String> STATES =
      List.of("waiting", "delayed", "held", "sending", "unroutable", "sent", "failed", "expired");
  private static final List<String> GRADES = List.of("urgent", "normal", "non-urgent");
  private static final Pattern PART = Pattern.compile("([a-z]+)([=<>])(.*)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6}) ?([kMGT]?)B?");

  private final List<BiPredicate<QueueEntry, Instant>> messages = new ArrayList<>();
  private final List<BiPredicate<QueueEntry, Waiting>> recipients = new ArrayList<>();

  private Filter() {}

  /** Whether a word is a part of a filter rather than a message's id. */
  static boolean isPart(String word) {
    return PART.matcher(word).matches();
  }

  /**
   * Reads the parts.
   *
   * @throws IllegalArgumentException in plain words, when one is none
   */
  static Filter of(List<String> parts) {
    Filter filter = new Filter();
    parts.forEach(filter::add);
    return filter;
  }

  private void add(String part) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      throw refuse(part, "is no filter");
    }
    String key = matcher.group(1);
    if (!KEYS.contains(key + matcher.group(2))) {
      throw refuse(part, "is no filter");
    }
    String value = matcher.group(3);
    if (value.isBlank()) {
      throw refuse(part, "has no value");
    }
    boolean above = matcher.group(2).equals(">");
    switch (key) {
      case "state" -> state(oneOf(STATES, part, value));
      case "transport" -> recipients.add((entry, one) -> value.equals(one.route()));
      case "to" ->
          recipients.add((e, one) -> Destination.isMeant(value, one.recipient().address()));
      case "from" -> messages.add((entry, now) -> isFrom(entry, value));
      case "age" -> age(When.span(value), above);
      case "size" -> size(bytes(part, value), above);
      case "grade" -> grade(oneOf(GRADES, part, value));
      default -> text(value.toLowerCase(Locale.ROOT));
    }
  }

  private void state(String wanted) {
    Predicate<Waiting> matches =
        switch (wanted) {
          case "delayed" -> one -> one.nextAttempt() != null && isIdle(one);
          case "unroutable" -> one -> one.route() == null && isIdle(one);
          default -> one -> MessageText.state(one).equals(wanted);
        };
    recipients.add((entry, one) -> matches.test(one));
  }

  private static boolean isIdle(Waiting one) {
    return MessageText.state(one).equals("waiting");
  }

  private static boolean isFrom(QueueEntry entry, String wanted) {
    return entry.envelope().sender() == null
        ? wanted.equals("<>")
        : Destination.isMeant(wanted, entry.envelope().sender());
  }

  private void age(Duration limit, boolean above) {
    messages.add(
        (entry, now) -> {
          int order = Duration.between(entry.accepted(), now).compareTo(limit);
          return above ? order > 0 : order < 0;
        });
  }

  private void size(long limit, boolean above) {
    LongPredicate matches = above ? size -> size > limit : size -> size < limit;
    messages.add((entry, now) -> matches.test(entry.size()));
  }

  private void grade(String wanted) {
    messages.add((entry, now) -> MessageText.word(entry.envelope().priority()).equals(wanted));
  }

  /** In what is shown of a message. */
  private void text(String wanted) {
    recipients.add(
        (entry, one) ->
            contains(entry.id().toString(), wanted)
                || contains(MessageText.sender(entry.envelope().sender()), wanted)
                || contains(one.recipient().toString(), wanted)
                || contains(one.reason(), wanted));
  }

  private static boolean contains(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }

  /** Whether it is meant. */
  boolean matches(QueueEntry entry, Instant now) {
    return messages.stream().allMatch(part -> part.test(entry, now))
        && (recipients.isEmpty()
            || entry.recipients().stream()
                .anyMatch(one -> recipients.stream().allMatch(part -> part.test(entry, one))));
  }

  private static String oneOf(List<String> known, String part, String value) {
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "\"%s\": give one of %s".formatted(OneLine.of(part), String.join(", ", known)));
    }
    return value;
  }

  private static long bytes(String part, String value) {
    Matcher size = SIZE.matcher(value);
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "\"%s\": give a size such as 500, 20k or 1M".formatted(OneLine.of(part)));
    }
    long unit =
        (long) Math.pow(1000, " kMGT".indexOf(size.group(2).isEmpty() ? " " : size.group(2)));
    return Math.multiplyExact(Long.parseLong(size.group(1)), unit);
  }

  private static IllegalArgumentException refuse(String part, String why) {
    return new IllegalArgumentException(
        "\"%s\" %s: write one of %s, such as state=held or age>2h"
            .formatted(OneLine.of(part), why, String.join(" ", KEYS)));
  }
}
