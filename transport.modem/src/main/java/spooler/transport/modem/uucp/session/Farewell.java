package spooler.transport.modem.uucp.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import spooler.transport.modem.uucp.packet.Sink;

/**
 * The line, and the last words on it (Taylor UUCP manual, 6.5.2). Who hangs up first does not hear
 * the last words of the other: once both have agreed to part, what cannot be written is no failure.
 *
 * <p>Session thread.
 */
final class Farewell implements Sink {
  private static final String GOODBYE = "OOOOOO";

  private final Sink line;
  private final boolean caller;
  private final BooleanSupplier parting;
  private final StringBuilder heard = new StringBuilder();
  private boolean said;

  /**
   * On this line.
   *
   * @param parting whether both sides have agreed to hang up
   */
  Farewell(Sink line, boolean caller, BooleanSupplier parting) {
    this.line = line;
    this.caller = caller;
    this.parting = parting;
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    try {
      line.write(octets, offset, length);
    } catch (IOException gone) {
      if (!parting.getAsBoolean()) {
        throw gone;
      }
    }
  }

  /** Says goodbye, once; who was called has one letter more. */
  void say() throws IOException {
    if (!said) {
      said = true;
      byte[] octets = ("\020" + GOODBYE + (caller ? "\0" : "O\0")).getBytes(ISO_8859_1);
      write(octets, 0, octets.length);
    }
  }

  /** What comes after the packets. */
  void hear(byte[] octets, int length) {
    heard.append(new String(octets, 0, length, ISO_8859_1));
  }

  /** Whether the far side has said goodbye. */
  boolean isHeard() {
    return heard.indexOf(GOODBYE) >= 0;
  }
}
