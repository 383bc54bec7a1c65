package spooler.transport.smtp;

import java.util.List;
import java.util.stream.Stream;

/** What each kind of reply means at each point of the dialogue. */
final class ReplyTable {
  /** How the relay is talked to. */
  enum Way {
    ONE_BY_ONE("8BITMIME"),
    PIPELINED("8BITMIME", "PIPELINING"),
    CHUNKS("8BITMIME", "CHUNKING"),
    PIPELINED_CHUNKS("8BITMIME", "CHUNKING", "PIPELINING");

    private final String offers;

    Way(String... offers) {
      this.offers = String.join(" ", offers);
    }

    boolean chunked() {
      return offers.contains("CHUNKING");
    }

    List<String> offers() {
      return List.of(offers.split(" ", -1));
    }
  }

  /**
   * Which answer differs from the usual | what the relay says or does | what becomes of each
   * recipient | what becomes of the line.
   *
   * <p>Recipients: + sent, r refused for good, l later (costs an attempt), d later because in
   * doubt, - undecided (costs no attempt). Line: ok (it may have been replaced), lost, paused.
   */
  private static final String TABLE =
      """
      CONNECT      | 421 4.3.2 too busy                | - - - | lost
      CONNECT      | 450 4.3.2 later                   | - - - | lost
      CONNECT      | 554 5.3.2 not you                 | - - - | lost
      CONNECT      | 354 go on                         | - - - | lost
      CONNECT      | what?                             | - - - | lost
      CONNECT      | (hang up)                         | - - - | lost
      CONNECT      | (silence)                         | - - - | lost
      EHLO .*      | 421 4.3.2 too busy                | - - - | lost
      EHLO .*      | 450 4.3.2 later                   | - - - | lost
      EHLO .*      | 502 5.5.1 never heard of          | + + + | ok
      EHLO .*      | 550 5.7.1 not you(hang up)        | - - - | lost
      EHLO .*      | 354 go on                         | - - - | lost
      EHLO .*      | what?                             | - - - | lost
      EHLO .*      | (hang up)                         | - - - | lost
      EHLO .*      | (silence)                         | - - - | lost
      STARTTLS     | 220 go ahead                      | + + + | ok
      STARTTLS     | 421 4.3.2 too busy                | - - - | lost
      STARTTLS     | 454 4.7.0 not now                 | - - - | lost
      STARTTLS     | 501 5.5.4 no                      | - - - | lost
      STARTTLS     | 334 go on                         | - - - | lost
      STARTTLS     | what?                             | - - - | lost
      STARTTLS     | (hang up)                         | - - - | lost
      STARTTLS     | (silence)                         | - - - | lost
      AUTH .*      | 421 4.3.2 too busy                | - - - | lost
      AUTH .*      | 454 4.7.0 not now                 | - - - | lost
      AUTH .*      | 535 5.7.8 bad credentials         | - - - | paused
      AUTH .*      | 534 5.7.9 too weak                | - - - | paused
      AUTH .*      | 334 !!!                           | - - - | lost
      AUTH .*      | 354 go on                         | - - - | lost
      AUTH .*      | what?                             | - - - | lost
      AUTH .*      | (hang up)                         | - - - | lost
      AUTH .*      | (silence)                         | - - - | lost
      YW5u.*       | 235 2.7.0 welcome                 | + + + | ok
      YW5u.*       | 421 4.3.2 too busy                | - - - | lost
      YW5u.*       | 454 4.7.0 not now                 | - - - | lost
      YW5u.*       | 535 5.7.8 bad credentials         | - - - | paused
      YW5u.*       | 535 5.7.8 enough(hang up)         | - - - | paused
      YW5u.*       | (hang up)                         | - - - | lost
      MAIL .*      | 421 4.3.2 too busy                | - - - | lost
      MAIL .*      | 451 4.3.0 not now                 | l l l | ok
      MAIL .*      | 451 4.3.0 not now(hang up)        | l l l | any
      MAIL .*      | 452 4.3.1 disk full               | l l l | ok
      MAIL .*      | 452 too much                      | l l l | ok
      MAIL .*      | 530 5.7.0 sign in first           | - - - | paused
      MAIL .*      | 550 5.7.1 not from you            | r r r | ok
      MAIL .*      | 550 5.7.1 not from you(hang up)   | r r r | any
      MAIL .*      | 552 5.3.4 too long                | r r r | ok
      MAIL .*      | 555 5.5.4 odd parameters          | r r r | ok
      MAIL .*      | 354 go on                         | - - - | lost
      MAIL .*      | what?                             | - - - | lost
      MAIL .*      | (hang up)                         | - - - | lost
      MAIL .*      | (silence)                         | - - - | lost
      RCPT .*one.* | 251 2.1.5 will forward            | + + + | ok
      RCPT .*one.* | 252 2.1.5 will try                | + + + | ok
      RCPT .*one.* | 421 4.3.2 too busy                | - - - | lost
      RCPT .*one.* | 450 4.2.0 greylisted              | l + + | ok
      RCPT .*one.* | 452 4.5.3 too many recipients     | l + + | ok
      RCPT .*one.* | 452 too much                      | l + + | ok
      RCPT .*one.* | 550 5.1.1 unknown                 | r + + | ok
      RCPT .*one.* | 550 5.1.1 unknown(hang up)        | r - - | lost
      RCPT .*one.* | 552 5.2.2 mailbox full            | r + + | ok
      RCPT .*one.* | 552 5.5.3 too many recipients     | l + + | ok
      RCPT .*one.* | 552 too much                      | r + + | ok
      RCPT .*one.* | 354 go on                         | - - - | lost
      RCPT .*one.* | what?                             | - - - | lost
      RCPT .*one.* | (hang up)                         | - - - | lost
      RCPT .*one.* | (silence)                         | - - - | lost
      RCPT .*two.* | 421 4.3.2 too busy                | - - - | lost
      RCPT .*two.* | 421 4.5.3 too many recipients     | - - - | lost
      RCPT .*two.* | 450 4.2.0 greylisted              | + l + | ok
      RCPT .*two.* | 452 4.5.3 too many recipients     | + + + | ok
      RCPT .*two.* | 452 too many recipients           | + + + | ok
      RCPT .*two.* | 452 4.2.2 mailbox full            | + l + | ok
      RCPT .*two.* | 452 4.3.1 disk full               | + l + | ok
      RCPT .*two.* | 550 5.1.1 unknown                 | + r + | ok
      RCPT .*two.* | 552 too many recipients           | + + + | ok
      RCPT .*two.* | 552 5.5.3 too many recipients     | + + + | ok
      RCPT .*two.* | 552 5.2.2 mailbox full            | + r + | ok
      RCPT .*two.* | 550-5.1.1 un\\n550 5.1.1 known   | + r + | ok
      RCPT .*two.* | 550-5.1.1 un\\n250 2.1.5 known   | - - - | lost
      RCPT .*two.* | 450 4.2.0 greylisted(hang up)     | - l - | lost
      RCPT .*two.* | 354 go on                         | - - - | lost
      RCPT .*two.* | what?                             | - - - | lost
      RCPT .*two.* | (hang up)                         | - - - | lost
      RCPT .*two.* | (silence)                         | - - - | lost
      RCPT .*thr.* | 421 4.3.2 too busy                | - - - | lost
      RCPT .*thr.* | 450 4.2.0 greylisted              | + + l | ok
      RCPT .*thr.* | 452 4.5.3 too many recipients     | + + + | ok
      RCPT .*thr.* | 550 5.1.1 unknown                 | + + r | ok
      RCPT .*thr.* | 550 5.1.1 unknown(hang up)        | - - r | lost
      RCPT .*thr.* | (hang up)                         | - - - | lost
      DATA         | 421 4.3.2 too busy                | - - - | lost
      DATA         | 451 4.3.0 not now                 | l l l | ok
      DATA         | 451 4.3.0 not now(hang up)        | l l l | any
      DATA         | 452 4.3.1 disk full               | l l l | ok
      DATA         | 552 5.3.4 too long                | r r r | ok
      DATA         | 554 5.7.1 no thanks               | r r r | ok
      DATA         | 250 ok                            | - - - | lost
      DATA         | 334 go on                         | - - - | lost
      DATA         | what?                             | - - - | lost
      DATA         | (hang up)                         | - - - | lost
      DATA         | (silence)                         | - - - | lost
      DATA         | (leave early)                     | - - - | lost
      DATA         | (refuse early)                    | r r r | ok
      [.]          | 250 2.0.0 taken(hang up)          | + + + | ok
      [.]          | 421 4.3.2 too busy                | - - - | lost
      [.]          | 451 4.3.0 not now                 | l l l | ok
      [.]          | 451 4.3.0 not now(hang up)        | l l l | ok
      [.]          | 452 4.3.1 disk full               | l l l | ok
      [.]          | 552 5.3.4 too long                | r r r | ok
      [.]          | 554 5.7.1 no thanks               | r r r | ok
      [.]          | 354 go on                         | d d d | lost
      [.]          | what?                             | d d d | lost
      [.]          | 250-half\\n251 a reply           | d d d | lost
      [.]          | (hang up)                         | d d d | lost
      [.]          | (silence)                         | d d d | lost
      BDAT \\d+     | 421 4.3.2 too busy                | - - - | lost
      BDAT \\d+     | 451 4.3.0 not now                 | l l l | ok
      BDAT \\d+     | 452 4.3.1 disk full               | l l l | ok
      BDAT \\d+     | 552 5.3.4 too long                | r r r | ok
      BDAT \\d+     | 552 5.3.4 too long(hang up)       | r r r | ok
      BDAT \\d+     | 354 go on                         | - - - | lost
      BDAT \\d+     | what?                             | - - - | lost
      BDAT \\d+     | (hang up)                         | - - - | lost
      BDAT \\d+     | (silence)                         | - - - | lost
      BDAT .*LAST  | 250 2.0.0 taken(hang up)          | + + + | ok
      BDAT .*LAST  | 421 4.3.2 too busy                | - - - | lost
      BDAT .*LAST  | 451 4.3.0 not now                 | l l l | ok
      BDAT .*LAST  | 451 4.3.0 not now(hang up)        | l l l | ok
      BDAT .*LAST  | 552 5.3.4 too long                | r r r | ok
      BDAT .*LAST  | 554 5.7.1 no thanks               | r r r | ok
      BDAT .*LAST  | 354 go on                         | d d d | lost
      BDAT .*LAST  | what?                             | d d d | lost
      BDAT .*LAST  | (hang up)                         | d d d | lost
      BDAT .*LAST  | (silence)                         | d d d | lost
      RSET         | 250 2.0.0 ok                      | + + + | ok
      RSET         | 421 4.3.2 too busy                | + + + | ok
      RSET         | 451 4.3.0 not now                 | + + + | ok
      RSET         | 502 5.5.1 never heard of          | + + + | ok
      RSET         | 354 go on                         | + + + | ok
      RSET         | what?                             | + + + | ok
      RSET         | (hang up)                         | + + + | ok
      RSET         | (silence)                         | - - - | lost
      QUIT         | 250 2.0.0 bye                     | + + + | ok
      QUIT         | 421 4.3.2 too busy                | + + + | ok
      QUIT         | 502 5.5.1 never heard of          | + + + | ok
      QUIT         | what?                             | + + + | ok
      QUIT         | (hang up)                         | + + + | ok
      QUIT         | (silence)                         | + + + | ok
      """;

  /** One line of the table. */
  record Row(String stage, String reply, List<String> recipients, String line) {
    static Row of(String text) {
      String[] cells = text.strip().split("\\s*\\|\\s*", -1);
      return new Row(
          cells[0], cells[1].replace("\\n", "\r\n"), List.of(cells[2].split(" ", -1)), cells[3]);
    }

    boolean suits(Way way) {
      if (isSilent() && !way.offers().contains("PIPELINING")) {
        return false; // takes its time, and is the same there
      }
      return way.chunked() ? stage.matches("(MAIL|RCPT|BDAT|RSET).*") : !stage.startsWith("BDAT");
    }

    boolean encrypts() {
      return stage.equals("STARTTLS");
    }

    boolean signsIn() {
      return stage.matches("AUTH .*|YW5u.*"); // the second begins the answer to the challenge
    }

    boolean endsEarly() {
      return reply.endsWith(" early)");
    }

    boolean isSilent() {
      return reply.equals(ScriptedRelay.SILENCE);
    }
  }

  private ReplyTable() {}

  /** The lines that can be tried that way. */
  static Stream<Row> rows(Way way) {
    return TABLE.lines().map(Row::of).filter(row -> row.suits(way));
  }
}
