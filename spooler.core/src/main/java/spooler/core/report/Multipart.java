package spooler.core.report;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Parts behind one another, with a boundary that occurs in none of them (RFC 2046, 5.1.1). */
final class Multipart {
  private final List<Part> parts;
  private final String boundary;

  /**
   * Chooses the boundary: of all that can be made from the name, the first that is in no part.
   *
   * @param name at most some 50 letters, digits and dots; the same name and parts give the same
   *     boundary
   */
  Multipart(String name, List<Part> parts) {
    this.parts = parts;
    Set<String> taken = lookalikes(name, parts);
    boundary =
        IntStream.iterate(0, n -> n + 1)
            .mapToObj(n -> "=_%s.%d_".formatted(name, n))
            .filter(Predicate.not(taken::contains))
            .findFirst()
            .orElseThrow();
  }

  /** Found in one pass, however many somebody has put there. */
  private static Set<String> lookalikes(String name, List<Part> parts) {
    Pattern lookalike = Pattern.compile("=_%s\\.\\d+_".formatted(Pattern.quote(name)));
    return parts.stream()
        .flatMap(part -> lookalike.matcher(part.octets()).results())
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  String boundary() {
    return boundary;
  }

  /** Whether any part has an octet of eight bits. */
  boolean isEightBit() {
    return parts.stream().anyMatch(Part::isEightBit);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append("--").append(boundary).append("\r\n").append(part).append("\r\n");
    }
    return text.append("--").append(boundary).append("--\r\n").toString();
  }
}
