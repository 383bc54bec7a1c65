package spooler.itest;

import static spooler.api.mapi.PropertyTag.RESOURCE_TYPE;
import static spooler.api.status.Restriction.property;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Spooler;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/**
 * A client of the spooler service. Logs on anew for every call, because the spooler may have been
 * restarted in between.
 */
final class Client implements AutoCloseable {
  /** What "send now" asks for. */
  static final Set<FlushFlag> UPLOAD = EnumSet.of(FlushFlag.UPLOAD, FlushFlag.NO_UI);

  private final ServiceTracker<Spooler, Spooler> spooler;

  Client(BundleContext context) {
    spooler = new ServiceTracker<>(context, Spooler.class, null);
    spooler.open();
  }

  /** A session of its own, for tests that walk step by step. */
  Session session() throws MapiException, InterruptedException {
    Spooler service = spooler.waitForService(TimeUnit.SECONDS.toMillis(20));
    if (service == null) {
      throw new AssertionError("there is no spooler service");
    }
    return service.logon(Set.of());
  }

  /** Whether there is a spooler at all. */
  boolean isUp() {
    return spooler.getService() != null;
  }

  MessageId submit(String to, String text) throws Exception {
    return submit(to, text.getBytes(StandardCharsets.UTF_8));
  }

  MessageId submit(String to, byte[] body) throws Exception {
    Envelope envelope = Envelope.from(Address.smtp("ann@example.org")).to(Recipient.to(to)).build();
    return submit(envelope, body);
  }

  MessageId submit(Envelope envelope, byte[] body)
      throws MapiException, IOException, InterruptedException {
    try (Session session = session()) {
      return session.submit(new SpoolMessage(envelope, BodySource.of(body))).id();
    }
  }

  /** How many messages wait. */
  long waiting() throws MapiException, InterruptedException {
    try (Session session = session()) {
      return session.queue().size();
    }
  }

  /** Takes back every message that waits. */
  void cancelAll() throws MapiException, InterruptedException {
    try (Session session = session()) {
      for (var message : session.queue().list(null, Integer.MAX_VALUE)) {
        session.cancel(message.id());
      }
    }
  }

  /** The transports' rows, in the table's order. */
  List<StatusRow> rows() throws MapiException, InterruptedException {
    try (Session session = session()) {
      return rows(session, ResourceType.TRANSPORT_PROVIDER);
    }
  }

  /** The transports' names, in the table's order. */
  List<String> transports() throws MapiException, InterruptedException {
    return rows().stream().map(StatusRow::displayName).toList();
  }

  /** A transport's row; empty when it is not in the table. */
  Optional<StatusRow> row(String transport) throws MapiException, InterruptedException {
    return rows().stream().filter(row -> row.displayName().equals(transport)).findFirst();
  }

  /** Waits until the transport is in the table and may be given mail. */
  void awaitReady(String transport) throws Exception {
    Eventually.holds(
        transport + " is ready to send",
        () ->
            row(transport)
                .filter(row -> row.statusCode().contains(StatusCode.OUTBOUND_ENABLED))
                .isPresent());
  }

  /**
   * Sends all that waits and returns when that is done: status table, restriction, entry id, status
   * object, FlushQueues.
   */
  FlushReport sendNow() throws MapiException, InterruptedException {
    try (Session session = session();
        StatusObject object = spoolerObject(session)) {
      return object.flushQueues(EntryId.NONE, UPLOAD).report().orElseThrow();
    }
  }

  /** Begins to send all that waits, and returns at once (R48). */
  FlushTicket beginToSend() throws MapiException, InterruptedException {
    try (Session session = session();
        StatusObject object = spoolerObject(session)) {
      return object.flushQueues(
          EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.NO_UI, FlushFlag.ASYNC_OK));
    }
  }

  /** The spooler's own status object. */
  static StatusObject spoolerObject(Session session) throws MapiException {
    return session.openEntry(rows(session, ResourceType.SPOOLER).get(0).entryId());
  }

  static List<StatusRow> rows(Session session, ResourceType type) throws MapiException {
    try (StatusTable table = session.statusTable()) {
      return table.queryAllRows(property(RESOURCE_TYPE).is(type));
    }
  }

  @Override
  public void close() {
    spooler.close();
  }
}
