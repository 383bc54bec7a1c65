package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;
import spooler.api.Pause;
import spooler.api.Session;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.status.StatusRow;

/** What an operator orders of transports outlives a restart, and no file fights it. */
@Timeout(120)
class OrderAndPauseIT {
  private static final int EDITS = 6;

  private SwapHome swap;
  private Path last;

  @BeforeEach
  void start() throws Exception {
    swap = SwapHome.start();
    swap.configureRelay("a", SmtpSink.freePort(), "service.ranking = 30\n");
    swap.configureRelay("b", SmtpSink.freePort(), "service.ranking = 20\n");
    last = swap.configureRelay("c", SmtpSink.freePort(), "# no ranking\n");
    for (String relay : List.of("a", "b", "c")) {
      swap.client.awaitReady(relay);
    }
  }

  @AfterEach
  void stop() {
    swap.close();
  }

  @Test
  @Tag("equinox")
  void theOrderIsWrittenIntoTheFilesAndOutlivesARestart() throws Exception {
    List<Object> rows = swap.client.rows().stream().map(row -> (Object) row.entryId()).toList();
    try (Session session = swap.client.session()) {
      session.keepTransportOrder(List.of("c", "a"));
    }
    assertEquals(List.of("c", "a", "b"), swap.client.transports());
    assertEquals(
        rows.get(0),
        swap.client.row("a").map(StatusRow::entryId).orElseThrow(),
        "nothing was signed off");
    Eventually.holds(
        "the file has it", () -> Files.readString(last).matches("(?s).*service.ranking *= *30.*"));
    assertTrue(Files.readString(last).contains("# c"), "comments stay");
    swap.restart(() -> {});
    swap.client.awaitReady("b");
    Eventually.equals("order", List.of("c", "a", "b"), swap.client::transports);
  }

  /** Saved a moment before the command: nobody has looked at the file since. */
  @Test
  void anEditAndAnOrderThatCrossBothCount() throws Exception {
    for (int i = 0; i < EDITS; i++) {
      String name = "edit%d.example.org".formatted(i);
      String edit = "heloName = " + name;
      String text = Files.readString(last).replaceAll("(?m)^heloName.*\n", "");
      swap.configure(last.getFileName().toString(), text + edit + "\n");
      String first = i % 2 == 0 ? "c" : "a";
      try (Session session = swap.client.session()) {
        session.keepTransportOrder(List.of(first));
      }
      assertTrue(Files.readString(last).contains(edit), Files.readString(last));
      Eventually.equals("edit", name, this::heloNameOfLast);
      Eventually.equals("first", first, () -> swap.client.transports().get(0));
    }
  }

  /** Configuration Admin's classes are the framework's, not ours. */
  private Object heloNameOfLast() throws Exception {
    ServiceReference<?>[] admins =
        swap.context().getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null);
    Object admin = swap.context().getService(admins[0]);
    Object[] found =
        (Object[])
            admin
                .getClass()
                .getMethod("listConfigurations", String.class)
                .invoke(admin, "(spooler.transport.name=c)");
    Object values = found[0].getClass().getMethod("getProperties").invoke(found[0]);
    return ((Dictionary<?, ?>) values).get("heloName");
  }

  @Test
  void aFileThatIsRefusedKeepsWhatWasTypedWhenTheOrderIsWritten() throws Exception {
    String wrong = Files.readString(last) + "prot = 25\n";
    swap.configure(last.getFileName().toString(), wrong);
    swap.configureRelay("d", SmtpSink.freePort(), "");
    swap.client.awaitReady("d"); // so that both were looked at
    try (Session session = swap.client.session()) {
      session.keepTransportOrder(List.of("c"));
    }
    String text = Files.readString(last);
    assertTrue(text.contains("prot = 25"), text);
    assertTrue(text.matches("(?s).*service.ranking *= *40.*"), text);
  }

  @Test
  void aWrongOrderChangesNothing() throws Exception {
    try (Session session = swap.client.session()) {
      MapiException unknown =
          assertThrows(
              MapiException.class, () -> session.keepTransportOrder(List.of("c", "nobody")));
      assertEquals(HResult.MAPI_E_NOT_FOUND, unknown.hresult());
      assertTrue(unknown.toString().contains("nobody"), unknown.toString());
      assertThrows(MapiException.class, () -> session.keepTransportOrder(List.of("c", "c")));
    }
    assertEquals(List.of("a", "b", "c"), swap.client.transports());
  }

  @Test
  void aPauseOutlivesARestartAndIsEndedByHand() throws Exception {
    Pause pause = new Pause(null, "the line is being repaired");
    try (Session session = swap.client.session()) {
      session.pause("a", pause);
      session.pause("b", pause);
      session.pause("c", pause);
    }
    swap.client.submit("bob@example.org", "x\r\n");
    swap.restart(() -> {});
    swap.client.awaitReady("a");
    assertEquals(
        "paused: the line is being repaired", swap.client.row("a").orElseThrow().statusString());
    assertEquals(0, swap.client.sendNow().counts().sent());
    try (Session session = swap.client.session()) {
      assertEquals(Map.of("a", pause, "b", pause, "c", pause), session.pauses());
      assertEquals(
          "waits for a, which is paused: the line is being repaired",
          session.queue().list(null, 1).get(0).recipients().get(0).reason());
      session.resume("a");
      assertEquals(Map.of("b", pause, "c", pause), session.pauses());
    }
  }

  @Test
  void aFileWhoseTimeCannotBeReadPausesUntilItIsMendedAndKeepsNothingElseFromStarting()
      throws Exception {
    String words = "paused: déjeuner; until = noon is no time: write it like 2026-11-28T16:00:00Z";
    swap.configure("spooler.pause-a.cfg", "why = déjeuner\nuntil = noon\n");
    Eventually.equals("text", words, () -> swap.client.row("a").orElseThrow().statusString());
    swap.restart(() -> {});
    swap.client.awaitReady("b");
    Eventually.equals("text", words, () -> swap.client.row("a").orElseThrow().statusString());

    swap.configure("spooler.pause-b.cfg", "untill = 2999-01-01T00:00:00Z\n");
    swap.client.sendNow();
    assertEquals(Set.of("a"), swap.client.session().pauses().keySet());
  }

  @Test
  void aPauseThatIsAFileIsEndedByCommandAndItsFileGoes() throws Exception {
    Path file = swap.configure("spooler.pause-a.cfg", "why = lunch\n");
    Eventually.equals(
        "text", "paused: lunch", () -> swap.client.row("a").orElseThrow().statusString());
    try (Session session = swap.client.session()) {
      session.resume("a");
      assertEquals(Map.of(), session.pauses());
    }
    assertFalse(Files.exists(file));
  }

  @Test
  @Tag("soak")
  void aPauseCanBeWrittenAsAFile() throws Exception {
    swap.configure("spooler.pause-a.cfg", "why = lunch\n");
    Eventually.equals(
        "text", "paused: lunch", () -> swap.client.row("a").orElseThrow().statusString());
    Files.delete(swap.home.etc().resolve("spooler.pause-a.cfg"));
    Eventually.equals(
        "pauses",
        Map.of(),
        () -> {
          try (Session session = swap.client.session()) {
            return session.pauses();
          }
        });
  }
}
