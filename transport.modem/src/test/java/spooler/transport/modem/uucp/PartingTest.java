package spooler.transport.modem.uucp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a call ends that the far side wants to end. */
class PartingTest extends HostileCaller {
  @Test
  void whoHasNothingToSendSaysGoodbyeWithItsConsentAndNotARoundTripLater() throws Exception {
    call(0);
    packets.command("H", 0, 0);
    while (heard.indexOf("\020OOOOOOO\0") < 0) {
      hear();
    }
    assertEquals(List.of("HY"), answers, "the packets go on");
    packets.command("HY", 0, 0);
    packets.close();
    say("\020OOOOOO\0");
    answered.get();
  }
}
