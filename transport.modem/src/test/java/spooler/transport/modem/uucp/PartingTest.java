package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import spooler.transport.modem.line.Line;

/** How a call ends that the far side wants to end. */
class PartingTest extends HostileCaller {
  private boolean deafAfterGoodbye;

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

  /** The far side has hung up before it is told that its consent has come. */
  @Test
  void whatCannotBeSaidAnyMoreAfterBothHaveAgreedToHangUpIsNoFailure() throws Exception {
    deafAfterGoodbye = true;
    call(0);
    hangUp();
  }

  @Override
  Line line(Socket accepted) throws IOException {
    Line line = super.line(accepted);
    return deafAfterGoodbye ? new DeafLine(line) : line;
  }

  /** Fails as goodbye is said, as a line does whose far side has gone. */
  private record DeafLine(Line line) implements Line {
    @Override
    public int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
      return line.read(buffer, offset, length, limit);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      line.write(octets, offset, length);
      if (new String(octets, offset, length, ISO_8859_1).contains("OOOOOOO")) {
        throw new IOException("Broken pipe");
      }
    }

    @Override
    public void close() {
      line.close();
    }
  }
}
