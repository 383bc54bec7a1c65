package spooler.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.SpoolMessage;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceFlag;
import spooler.api.mapi.ResourceType;
import spooler.api.status.StatusRow;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.TransportProvider;

/** In which order transports stand, and what follows from it. */
class ProfileOrderTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  @DisplayName("R77: the profile's order, with those that prefer to be last behind all others")
  void preferLast() throws Exception {
    rig.add(
        rig.transport("any").carries(AddressTypes.all()).with(TransportProvider.PREFER_LAST, true),
        rig.transport("a"),
        rig.transport("b"));

    assertEquals(List.of("a", "b", "any"), names());
    assertEquals(
        Set.of(ResourceFlag.XP_PREFER_LAST), rig.row("any").get(PropertyTag.RESOURCE_FLAGS));
    rig.submit("x@example.org");
    rig.submit("FAX:1");
    rig.flush(Rig.SEND);
    assertEquals(1, rig.log.of("a.submitMessage").size());
    assertEquals(1, rig.log.of("any.submitMessage").size());
  }

  @Test
  @DisplayName("R77: MsgServiceTransportOrder replaces the order, PREFER_LAST or not")
  void replaced() throws Exception {
    rig.add(
        rig.transport("a"),
        rig.transport("b"),
        rig.transport("last").with(TransportProvider.PREFER_LAST, true));
    List<UUID> reversed = new ArrayList<>(uids());
    Collections.reverse(reversed);

    rig.session.setTransportOrder(reversed);

    assertEquals(List.of("last", "b", "a"), names());
    rig.submit("x@example.org");
    rig.flush(Rig.SEND);
    assertEquals(1, rig.log.of("last.submitMessage").size());
    rig.log.clear();
    rig.flush(Rig.BOTH);
    assertEquals(
        List.of("last", "b", "a"),
        rig.log.of("").stream()
            .filter(call -> call.contains("flushQueues"))
            .map(call -> call.substring(0, call.indexOf('.')))
            .toList());
  }

  @Test
  @DisplayName("R77: a list of another length is refused as BUSY, an unknown UID as NOT_FOUND")
  void wrongLists() throws Exception {
    rig.add(rig.transport("a"), rig.transport("b"));
    List<UUID> all = uids();

    assertRefused(HResult.MAPI_E_BUSY, List.of(all.get(0)));
    assertRefused(HResult.MAPI_E_BUSY, List.of(all.get(0), all.get(1), all.get(1)));
    assertRefused(HResult.MAPI_E_NOT_FOUND, List.of(all.get(0), UUID.randomUUID()));
    assertRefused(HResult.MAPI_E_NOT_FOUND, List.of(all.get(0), all.get(0)));
    assertEquals(List.of("a", "b"), names());
  }

  private void assertRefused(HResult how, List<UUID> order) {
    MapiException refused =
        assertThrows(MapiException.class, () -> rig.session.setTransportOrder(order));
    assertEquals(how, refused.hresult());
  }

  @Test
  @DisplayName("R77: the newest word counts: a ranking that is changed ends an order that was set")
  void newRanking() throws Exception {
    var a = rig.transport("a");
    var b = rig.transport("b");
    rig.add(a, b);
    List<UUID> reversed = new ArrayList<>(uids());
    Collections.reverse(reversed);
    rig.session.setTransportOrder(reversed);

    rig.rank(a, 5_000);

    assertEquals(List.of("a", "b"), names());
  }

  @Test
  @DisplayName("R72: a recipient whose entry id carries a transport's UID is that transport's")
  void uid() throws Exception {
    UUID fax = UUID.randomUUID();
    EntryId known =
        EntryId.of(
            ByteBuffer.allocate(28)
                .putInt(0)
                .putLong(fax.getMostSignificantBits())
                .putLong(fax.getLeastSignificantBits())
                .array());
    rig.add(
        rig.transport("smtp"),
        rig.transport("fax").carries(new AddressTypes(false, Set.of("FAX"), Set.of(fax))));
    rig.session.submit(
        new SpoolMessage(
            Envelope.from(Address.smtp("me@example.org"))
                .to(
                    Recipient.to("known@example.org").known(known),
                    Recipient.to("other@example.org"))
                .build(),
            BodySource.of("x".getBytes(UTF_8))));

    rig.flush(Rig.SEND);

    assertEquals(1, rig.log.of("smtp.submitMessage").size());
    assertEquals(1, rig.log.of("fax.submitMessage").size());
    assertEquals(0, rig.queued());
  }

  private List<String> names() throws Exception {
    return rig.rows(ResourceType.TRANSPORT_PROVIDER).stream().map(StatusRow::displayName).toList();
  }

  private List<UUID> uids() throws Exception {
    return rig.rows(ResourceType.TRANSPORT_PROVIDER).stream()
        .map(row -> row.get(PropertyTag.PROVIDER_UID))
        .map(Objects::requireNonNull)
        .toList();
  }
}
