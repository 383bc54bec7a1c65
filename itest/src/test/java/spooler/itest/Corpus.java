package spooler.itest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Mail with everything in it that a relay might trip over.
 *
 * @param name also in its Message-ID
 * @param to one recipient
 * @param sent octets as Latin-1 characters
 * @param arrives what is to arrive: something else than was sent only where SMTP demands it
 */
record Corpus(String name, String to, String sent, String arrives) {
  /** Where it goes, unless it is about addresses. */
  static final String BOX = "box@relay.test";

  private static final String ODD_LINE_ENDS = "a\nb\rc\r\r\nd";
  private static final int ATTACHMENT = 18 << 20; // octets; 25 MB in base64

  /** A message of header fields, an empty line, and a body. */
  static Corpus of(String name, String text) {
    return of(name, BOX, text, text);
  }

  private static Corpus of(String name, String to, String text, String arriving) {
    String start =
        "Message-ID: <%s@corpus.test>\r\nDate: Sat, 21 Nov 2026 12:00:00 +0000\r\nFrom: ann@x\r\n"
            .formatted(name);
    return new Corpus(name, to, start + text, start + arriving);
  }

  /** Its first field, by which it is found again. */
  String mark() {
    return "Message-ID: <%s@corpus.test>".formatted(name);
  }

  /** What every relay takes, and hands on as it is. */
  static List<Corpus> plain() {
    return List.of(
        of("empty", "\r\n"),
        of("dots", "\r\n.\r\n..\r\n...\r\n. x\r\n\r\n.\r\n"),
        of("blanks", "\r\n \r\n\t\r\nends with blanks  \t \r\n\r\n\r\n\r\n"),
        of("from", "\r\nFrom ann Sat Nov 21\r\n>From bob\r\nFrom \r\n"),
        of("commands", "\r\nQUIT\r\nRSET\r\nDATA\r\nMAIL FROM:<x@y>\r\n"),
        of("octets", "MIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + octets()),
        of("utf-8", "\r\n" + octets("Gr\u00fc\u00dfe, \u65e5\u672c, \ud83d\udce8\r\n")),
        of("fields", fields()),
        of("long-ish", "\r\n" + "y".repeat(60_000) + "\r\nz\r\n"),
        of("attachment", "\r\n" + attachment()),
        of("no-end", BOX, "\r\nlast line", "\r\nlast line\r\n"),
        of("line-ends", BOX, "\r\n" + ODD_LINE_ENDS, "\r\na\r\nb\r\nc\r\n\r\nd\r\n"));
  }

  /** What some relays refuse: a NUL, a line of a megabyte, an address beyond ASCII (RFC 6531). */
  static List<Corpus> odd() {
    String international = octets("Subject: \u00dcbergr\u00f6\u00dfe\r\n\r\nx\r\n");
    return List.of(
        of("nul", "\r\nbefore\0after\r\n\0\r\nend\r\n"),
        of("long-line", "\r\n" + "y".repeat(1 << 20) + "\r\nz\r\n"),
        of("address", "b\u00fccher@relay.test", international, international));
  }

  /** The odd one of that name. */
  static Corpus odd(String name) {
    return odd().stream().filter(mail -> mail.name().equals(name)).findFirst().orElseThrow();
  }

  /** Text of any octets but NUL, CR and LF, in lines of any length up to 998 (RFC 5321). */
  static List<Corpus> random(int count) {
    return IntStream.range(0, count).mapToObj(seed -> of("random" + seed, anything(seed))).toList();
  }

  private static String anything(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("\r\n");
    for (int line = random.nextInt(50); line > 0; line--) {
      random.ints(random.nextInt(999), 1, 256).forEach(octet -> text.append(notAnEnd(octet)));
      text.append("\r\n");
    }
    return text.toString();
  }

  private static char notAnEnd(int octet) {
    return octet == '\r' || octet == '\n' ? '.' : (char) octet;
  }

  private static String octets() {
    return IntStream.range(1, 256)
        .mapToObj(octet -> "%c%c\r\n".formatted(notAnEnd(octet), notAnEnd(octet)))
        .collect(Collectors.joining());
  }

  private static String octets(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String fields() {
    return IntStream.range(0, 300)
            .mapToObj(n -> "X-%d: folded\r\n  and\r\n\t again \t\r\n".formatted(n))
            .collect(Collectors.joining())
        + "\r\nbody\r\n";
  }

  private static String attachment() {
    byte[] random = new byte[ATTACHMENT];
    new Random(1).nextBytes(random);
    return Base64.getMimeEncoder().encodeToString(random) + "\r\n";
  }
}
