package spooler.transport.modem.uucp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import spooler.transport.modem.uucp.mail.BadRequestException;
import spooler.transport.modem.uucp.spool.FileRequest;

class CommandTest {
  private static final Features ALL = new Features(true, true, true, Long.MAX_VALUE);
  private static final String RMAIL = "rmail bob@example.org";

  /** Taylor UUCP's, from a call of its own; its sequence has four digits, our name eleven. */
  @Test
  void aRequestTakesNoMoreOctetsThanTaylorsButForItsName() {
    String theirs = "E D.0002 D.spoolN0002 uucp -C D.0002 0666 \"\" 0x3e9b " + RMAIL;
    String ours = Command.execute("D.N2i1dcsq0ao0", "uucp", 0x3e9b, RMAIL);
    int names = 2 * "D.N2i1dcsq0ao0".length() - "D.spoolN0002".length() - "D.0002".length();
    assertTrue(ours.length() - names < theirs.length(), ours);
  }

  @Test
  void whatIsAskedForIsReadAsItWasMeant() throws BadRequestException {
    assertEquals(
        new FileRequest('E', "0", "D.Nx", "uucp", "D.Nx", 70_000, RMAIL),
        Command.read(Command.execute("D.Nx", "uucp", 70_000, RMAIL), ALL));
    assertEquals(
        new FileRequest('S', "D.0", "X.Nx", "uucp", "X.Nx", 70_000, ""),
        Command.read(Command.send("X.Nx", "uucp", 70_000), ALL));
    assertEquals(FileRequest.UNKNOWN, Command.read(Command.send("X.Nx", "uucp", -1), ALL).size());
  }
}
