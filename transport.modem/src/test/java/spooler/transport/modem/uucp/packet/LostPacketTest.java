package spooler.transport.modem.uucp.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What protocol {@code i} sends again, and when, on a line whose clock is the test's. */
class LostPacketTest {
  private static final byte[] BLOCK = new byte[1024];

  private final List<byte[]> sent = new ArrayList<>();
  private final List<byte[]> heard = new ArrayList<>();
  private final IProtocol ours = protocol(true, sent);
  private final IProtocol theirs = protocol(false, heard);
  private long now;

  private IProtocol protocol(boolean caller, List<byte[]> to) {
    Sink line = (octets, offset, length) -> to.add(octets);
    return new IProtocol(caller, new Terms(1024, 16), line, new Nobody(), () -> now);
  }

  /** Nobody is interested in what the packets bring. */
  private static final class Nobody implements PacketReceiver {
    @Override
    public void packet(Packet packet) {}

    @Override
    public void closed() {}
  }

  @BeforeEach
  void agree() throws IOException {
    ours.start();
    theirs.start();
    carry(sent, theirs);
    carry(heard, ours);
    sent.clear();
  }

  private static void carry(List<byte[]> frames, IProtocol to) throws IOException {
    for (byte[] frame : frames) {
      to.received(frame, 0, frame.length);
    }
    frames.clear();
  }

  private List<Integer> kinds() {
    return sent.stream().map(LostPacketTest::kind).toList();
  }

  private static int kind(byte[] frame) {
    Input input = new Input();
    input.add(frame, 0, frame.length);
    return IHeader.read(input).kind();
  }

  @Test
  void whileTheFarSideSendsOnlyWhatItHasNotAcknowledgedIsSentAgain() throws IOException {
    ours.command("H", 0, 0);
    sent.clear(); // it is lost
    List<Integer> repeated = new ArrayList<>();
    for (int second = 0; second < 11; second++) {
      now += Duration.ofSeconds(1).toNanos();
      theirs.send(BLOCK, 0, BLOCK.length, 1, 0, (long) second * BLOCK.length);
      carry(heard, ours);
      ours.tick();
      repeated.addAll(kinds());
      carry(sent, theirs);
    }
    assertEquals(1, repeated.stream().filter(kind -> kind == IHeader.DATA).count());
    assertEquals(0, repeated.stream().filter(kind -> kind == IHeader.NAK).count());
  }

  @Test
  void whatWasSentAgainAndLostAgainIsSentOnceMore() throws IOException {
    ours.send(BLOCK, 0, BLOCK.length, 1, 0, 0);
    for (int time = 0; time < 2; time++) {
      sent.clear(); // it is lost
      now += Duration.ofMillis(300).toNanos();
      theirs.complain();
      carry(heard, ours);
      assertEquals(List.of(IHeader.DATA), kinds());
    }
  }
}
