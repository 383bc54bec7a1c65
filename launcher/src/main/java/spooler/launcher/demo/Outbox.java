package spooler.launcher.demo;

import static spooler.api.status.Restriction.property;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/** A program's use of a session: hand messages over, and send them now. */
final class Outbox {
  private static final String FROM = "demo@example.org";
  private static final String TO = "you@example.org";

  private final Session session;

  Outbox(Session session) {
    this.session = session;
  }

  /** Hands a message over that is made up. */
  void submit(int number) throws MapiException, IOException {
    String text =
        """
        From: %s
        To: %s
        Date: %s
        Subject: Message %d

        Handed to the spooler, and kept safe until it was sent.
        """
            .formatted(
                FROM,
                TO,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)),
                number);
    Envelope envelope = Envelope.from(Address.smtp(FROM)).to(Recipient.to(TO)).build();
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    session.submit(new SpoolMessage(envelope, BodySource.of(bytes)));
  }

  /** Asks for everything to be sent now, and does not wait for it. */
  FlushTicket sendNow() throws MapiException {
    try (StatusTable table = session.statusTable()) {
      StatusRow spooler = rows(table, ResourceType.SPOOLER).get(0);
      try (StatusObject object = session.openEntry(spooler.entryId())) {
        return object.flushQueues(
            EntryId.NONE,
            EnumSet.of(FlushFlag.UPLOAD, FlushFlag.FORCE, FlushFlag.NO_UI, FlushFlag.ASYNC_OK));
      }
    }
  }

  /** How many messages wait. */
  long waiting() throws MapiException {
    return session.queue().size();
  }

  /** Whether a transport is there. */
  boolean hasTransport() throws MapiException {
    try (StatusTable table = session.statusTable()) {
      return !rows(table, ResourceType.TRANSPORT_PROVIDER).isEmpty();
    }
  }

  private static List<StatusRow> rows(StatusTable table, ResourceType type) throws MapiException {
    return table.queryAllRows(property(PropertyTag.RESOURCE_TYPE).is(type));
  }
}
