package spooler.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checklist. As text: a line that begins with {@code #} heads a section, every other one is a
 * requirement: {@code R89 What has to hold. (left out: why)}.
 */
record Requirements(List<Section> sections) {
  private static final Pattern LINE =
      Pattern.compile("(?<id>R\\d+) (?<text>.+?)( \\(left out: (?<why>.+)\\))?");

  /** A heading and what stands below it. */
  record Section(String title, List<Requirement> requirements) {}

  /** The list that comes with this class. */
  static Requirements ofTheSpooler() {
    try (InputStream in = Requirements.class.getResourceAsStream("requirements.txt")) {
      if (in == null) {
        throw new IllegalStateException("requirements.txt is not beside Requirements.class");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Reads such a text. */
  static Requirements parse(String text) {
    List<Section> sections = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      if (line.startsWith("# ")) {
        sections.add(new Section(line.substring(2), new ArrayList<>()));
      } else if (sections.isEmpty()) {
        throw new IllegalArgumentException("a heading must come before \"" + line + "\"");
      } else {
        sections.get(sections.size() - 1).requirements().add(requirement(line));
      }
    }
    return new Requirements(sections);
  }

  private static Requirement requirement(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("\"" + line + "\" is not like \"R1 What has to hold.\"");
    }
    String why = Optional.ofNullable(parts.group("why")).orElse("");
    return new Requirement(parts.group("id"), parts.group("text"), why);
  }

  /** All of them, in order. */
  Stream<Requirement> all() {
    return sections.stream().flatMap(section -> section.requirements().stream());
  }

  /** Whether there is one of that number. */
  boolean contains(String id) {
    return all().anyMatch(one -> one.id().equals(id));
  }
}
