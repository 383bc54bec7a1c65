package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Priority;
import spooler.api.QueueEntry;
import spooler.api.QueueEntry.Waiting;
import spooler.api.Recipient;
import spooler.api.RecipientState;

class FilterTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  /** Waits for 3 h, 1500 octets, urgent, for bob over relay (delayed) and for a printer (held). */
  private static QueueEntry entry() {
    List<Recipient> recipients =
        List.of(
            Recipient.to(Address.smtp("bob@Example.org")),
            Recipient.to(Address.parse("LAN:printer")));
    Envelope envelope =
        Envelope.from(Address.smtp("ann@example.net"))
            .to(recipients)
            .priority(Priority.URGENT)
            .build();
    return new QueueEntry(
        MessageId.parse("0eavfhvtcasqo"),
        envelope,
        NOW.minus(Duration.ofHours(3)),
        1500,
        List.of(
            waiting(recipients.get(0), false, NOW.plusSeconds(60), "relay", "451 Try LATER"),
            waiting(recipients.get(1), true, null, null, "held")));
  }

  private static Waiting waiting(
      Recipient to, boolean held, @Nullable Instant next, @Nullable String route, String reason) {
    return new Waiting(to, RecipientState.WAITING, held, 1, next, route, reason);
  }

  private static boolean matches(String... parts) {
    return Filter.of(List.of(parts)).matches(entry(), NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=waiting",
        "state=delayed",
        "state=held",
        "transport=relay",
        "to=example.org",
        "to=@EXAMPLE.org",
        "to=bob@example.org",
        "to=LAN:",
        "to=LAN:printer",
        "from=ann@example.net",
        "from=example.net",
        "age>2h",
        "age<4h",
        "size>1k",
        "size<2k",
        "size>1499",
        "size<1MB",
        "grade=urgent",
        "text=try later",
        "text=ann@",
        "text=vfhv"
      })
  void whatFitsIsFound(String part) {
    assertTrue(matches(part), part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=sending",
        "state=unroutable",
        "transport=rel",
        "to=ample.org",
        "to=FAX:",
        "from=<>",
        "age>3h",
        "age<3h",
        "size>1500",
        "size<1500",
        "grade=normal",
        "text=body"
      })
  void whatDoesNotFitIsNot(String part) {
    assertTrue(!matches(part), part);
  }

  @Test
  void everyPartHasToFitAndThoseOfARecipientTheSameOne() {
    assertTrue(matches("transport=relay", "to=example.org", "size>1k"));
    assertTrue(!matches("transport=relay", "size>2k"));
    assertTrue(matches("state=held", "to=LAN:"));
    assertTrue(!matches("state=held", "to=example.org"), "another one is held");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stat=held | \"stat=held\" is no filter",
        "age=2h | \"age=2h\" is no filter",
        "held | \"held\" is no filter",
        "to= | \"to=\" has no value",
        "state=stuck | \"state=stuck\": give one of waiting, delayed, held, sending",
        "grade=high | \"grade=high\": give one of urgent, normal, non-urgent",
        "size>big | \"size>big\": give a size such as 500, 20k or 1M",
        "age>soon | \"soon\" is no span"
      })
  void whatIsNoFilterIsRefusedWithWhatToWrite(String part, String why) {
    String refusal =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> matches(part)).getMessage());
    assertTrue(refusal.startsWith(why), refusal);
    assertEquals(1, refusal.lines().count());
  }

  @Test
  void aSizeThatNoNumberHoldsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> matches("size>999999999999T"));
  }
}
