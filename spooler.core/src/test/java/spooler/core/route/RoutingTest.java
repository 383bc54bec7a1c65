package spooler.core.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.RecipientState;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.store.Channel;
import spooler.api.transport.AddressTypes;

/** Who carries what, as a pure function. */
class RoutingTest {
  private static final UUID FAX = UUID.fromString("00000000-0000-4000-8000-00000000fa75");

  @Test
  @DisplayName("R72: a UID of any transport comes before an address type of any, in order")
  void uidFirst() {
    Profile profile =
        profile(
            entry("all", AddressTypes.all()),
            entry("smtp", AddressTypes.of("SMTP")),
            entry("fax", new AddressTypes(false, Set.of("FAX"), Set.of(FAX))),
            entry("fax2", new AddressTypes(false, Set.of(), Set.of(FAX))));

    assertEquals(Optional.of("fax"), profile.route(key("SMTP", FAX)));
    assertEquals(Optional.of("all"), profile.route(key("SMTP", UUID.randomUUID())));
    assertEquals(Optional.of("fax2"), profile.route(key("SMTP", FAX).refused("fax")));
    assertEquals(
        Optional.of("all"), profile.route(key("SMTP", FAX).refused("fax").refused("fax2")));
  }

  @Test
  @DisplayName("R73: types are compared exactly; none matches nothing, all matches everything")
  void types() {
    Profile profile =
        profile(
            entry("none", AddressTypes.none()),
            entry("empty", AddressTypes.of("")),
            entry("smtp", AddressTypes.of("SMTP")),
            entry("all", AddressTypes.all()));

    assertEquals(Optional.of("smtp"), profile.route(key("SMTP", null)));
    assertEquals(Optional.of("all"), profile.route(key("SMTPX", null)));
    assertEquals(Optional.of("all"), profile.route(key("SMTP", null).refused("smtp")));
    assertEquals(Optional.empty(), profile.route(key("X", null).refused("all")));
  }

  @Test
  @DisplayName("R64 R69: what a logon has deferred is its own; another logon knows nothing of it")
  void deferral() {
    Profile profile = profile(entry("a", AddressTypes.all()), entry("b", AddressTypes.all()));
    ChannelKey own = key("SMTP", null).deferred(new ChannelKey.Deferral("b", "b-logon"));
    ChannelKey earlier = key("SMTP", null).deferred(new ChannelKey.Deferral("b", "gone"));

    assertTrue(profile.isDeferred(own));
    assertEquals(Optional.of("b"), profile.route(own));
    assertFalse(profile.isDeferred(earlier));
    assertEquals(Optional.of("a"), profile.route(earlier));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SMTP",
        "SMTP!lan,modem",
        "SMTP=modem:7x",
        "SMTP@00000000-0000-4000-8000-00000000fa75!a@b.c-d_e,lan=a@b:1",
        "held:SMTP!lan",
        "held:SMTP@00000000-0000-4000-8000-00000000fa75=modem:7x",
        "report:SENT/relay",
        "report:FAILED.TRANSFER_IMPOSSIBLE.RECIPIENT_UNKNOWN/relay",
        "report:EXPIRED.TRANSFER_FAILED.MAXIMUM_TIME_EXPIRED/"
      })
  void everyPlaceIsReadAsItIsWritten(String key) {
    assertEquals(new Channel(key), Place.of(new Channel(key)).channel());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp",
        "later:anything",
        "report:",
        "report:SENT",
        "report:FAILED.X/relay",
        "report:GONE/relay",
        "held:report:SENT/relay",
        "SMTP=modem",
        "SMTP@1234-no-uid-zz",
        "SMTP@"
      })
  void aPlaceOfALaterVersionIsLeftAlone(String key) {
    Channel channel = new Channel(key);

    assertEquals(new Unknown(channel), Place.of(channel));
    assertEquals(List.of(), Router.select(List.of(channel), place -> place instanceof ChannelKey));
  }

  @Test
  void anOwedReportKnowsItsCause() {
    assertEquals(
        new Owed(
            RecipientState.FAILED,
            NdrReason.TRANSFER_IMPOSSIBLE,
            NdrDiagnostic.RECIPIENT_UNKNOWN,
            "relay"),
        Place.of(new Channel("report:FAILED.TRANSFER_IMPOSSIBLE.RECIPIENT_UNKNOWN/relay")));
  }

  private static ChannelKey key(String type, @Nullable UUID uid) {
    return new ChannelKey(type, uid, null, List.of(), null);
  }

  private static Profile.Entry entry(String name, AddressTypes types) {
    return new Profile.Entry(name, name + "-logon", types);
  }

  private static Profile profile(Profile.Entry... entries) {
    return new Profile(List.of(entries));
  }
}
