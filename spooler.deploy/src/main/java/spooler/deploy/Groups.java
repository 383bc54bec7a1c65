package spooler.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is in which group, from {@code /etc/passwd} and {@code /etc/group}. Many systems give every
 * user a group of their own, and let it write all that the user makes. A group that is not found
 * there may have anybody in it.
 *
 * @param users lines of the one: name, x, uid, gid, ...
 * @param groups lines of the other file: name, x, gid, members
 */
record Groups(List<String[]> users, List<String[]> groups) {
  private static final int PRIMARY_GROUP = 3;
  private static final int MEMBERS = 3;

  /** Those of this system, as they are now. */
  static Groups ofThisSystem() throws IOException {
    return new Groups(lines(Path.of("/etc/passwd")), lines(Path.of("/etc/group")));
  }

  /** Knows nobody. */
  static Groups none() {
    return new Groups(List.of(), List.of());
  }

  private static List<String[]> lines(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.map(line -> line.split(":", -1)).filter(part -> part.length > 3).toList();
    }
  }

  /** Whether nobody but that user is in that group. */
  boolean isAlone(int user, int group) {
    List<String[]> owners = users.stream().filter(one -> isNumber(one[2], user)).toList();
    List<String[]> found = groups.stream().filter(one -> isNumber(one[2], group)).toList();
    if (owners.isEmpty() || found.isEmpty()) {
      return false;
    }
    List<String> members = new ArrayList<>();
    for (String[] one : found) {
      members.addAll(List.of(one[MEMBERS].split(",", -1)));
    }
    users.stream()
        .filter(one -> isNumber(one[PRIMARY_GROUP], group))
        .forEach(one -> members.add(one[0]));
    members.removeIf(String::isBlank);
    Set<String> names = new HashSet<>();
    owners.forEach(one -> names.add(one[0]));
    return names.containsAll(members);
  }

  private static boolean isNumber(String text, int number) {
    return text.equals(Integer.toString(number));
  }
}
