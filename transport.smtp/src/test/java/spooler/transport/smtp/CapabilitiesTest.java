package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RFC 5321, 4.1.1.1: the answer to EHLO. */
class CapabilitiesTest {
  @Test
  void whatIsOfferedIsKnownInAnyCase() {
    Capabilities relay = offered("Pipelining", "8bitmime", "SmtpUtf8", "size 1000", "StartTLS");
    assertTrue(relay.pipelining());
    assertTrue(relay.eightBitMime());
    assertTrue(relay.smtpUtf8());
    assertTrue(relay.size());
    assertTrue(relay.startTls());
    assertEquals(1000, relay.maxSize());
  }

  @Test
  void waysToSignInAreReadInBothSpellings() {
    assertEquals(
        Set.of("PLAIN", "SCRAM-SHA-256"),
        offered("auth=plain", "AUTH scram-sha-256 plain").signIns());
    assertEquals(Set.of(), offered("AUTH", "SIZE").signIns());
  }

  @Test
  void theFirstLineIsAGreetingWhateverItSays() {
    assertEquals(Capabilities.NONE, Capabilities.of(new Reply(250, List.of("PIPELINING"))));
  }

  @Test
  void whatIsNotKnownIsPassedOver() {
    Capabilities relay = offered("", "XCLIENT NAME", "PIPELININGS");
    assertFalse(relay.pipelining());
    assertFalse(relay.size());
    assertEquals(0, relay.maxSize());
  }

  @Test
  void aSizeMayHaveNoLimit() {
    for (String offer : List.of("SIZE", "SIZE 0", "SIZE lots", "SIZE 99999999999999999999")) {
      assertTrue(offered(offer).size(), offer);
      assertFalse(offered(offer).isTooBig(Long.MAX_VALUE), offer);
    }
  }

  @Test
  void aSizeLimitIsTheLargestThatPasses() {
    assertFalse(offered("SIZE 1000").isTooBig(1000));
    assertTrue(offered("SIZE 1000").isTooBig(1001));
  }

  @Test
  void limitsAreReadAndNonsenseIsNone() {
    assertEquals(50, offered("LIMITS MAILMAX=7 RCPTMAX=50 X=1").limit("RCPTMAX"));
    assertEquals(7, offered("limits mailmax=7").limit("MAILMAX"));
    for (String none : List.of("LIMITS", "LIMITS RCPTMAX=0", "LIMITS RCPTMAX=x", "RCPTMAX=1")) {
      assertEquals(0, offered(none).limit("RCPTMAX"), none);
    }
  }

  private static Capabilities offered(String... offers) {
    return Capabilities.of(
        new Reply(250, Stream.concat(Stream.of("relay.test"), Arrays.stream(offers)).toList()));
  }
}
