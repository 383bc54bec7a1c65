package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import spooler.api.Session;
import spooler.api.mapi.MapiException;
import spooler.api.status.StatusTable;

/** What an adviser of a status table is told, such as {@code MODIFIED 00ff}. */
final class Notices {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  Notices(StatusTable table) throws MapiException {
    table.advise((change, row) -> told.add(change + " " + row));
  }

  private String next() throws InterruptedException {
    String next = told.poll(20, TimeUnit.SECONDS);
    assertNotNull(next, "nothing was told");
    return next;
  }

  /** The next one is this. */
  void expect(String notice) throws InterruptedException {
    assertEquals(notice, next());
  }

  /** Some later one is this. */
  void skipTo(String notice) throws InterruptedException {
    String next = next();
    while (!next.equals(notice)) {
      next = next();
    }
  }

  /** Nothing was told: shown by a later notice, of a transport that arrives, which comes last. */
  void expectNothing(Rig rig) throws Exception {
    try (Session session = rig.core.logon(Set.of());
        StatusTable table = session.statusTable()) {
      Notices marker = new Notices(table);
      rig.arrive(new Wayward(rig.transport("marker")));
      String arrived = marker.next();
      while (!arrived.startsWith("ADDED ")) {
        arrived = marker.next();
      }
      String newcomer = arrived.substring("ADDED ".length());
      List<String> before = new ArrayList<>(told);
      before.removeIf(notice -> notice.endsWith(newcomer));
      assertEquals(List.of(), before);
    }
  }
}
