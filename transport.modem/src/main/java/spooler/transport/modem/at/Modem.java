package spooler.transport.modem.at;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.at.ModemException.Kind;
import spooler.transport.modem.line.Port;

/**
 * A modem at a port, spoken to by AT commands.
 *
 * <p>Echoes, noise and lines that are no result codes are passed over, whether echo is on or off,
 * results verbal or numeric. A command that is not answered is given once more, after an empty line
 * that ends what noise may have begun.
 *
 * <p><b>Threads:</b> one; the port may be closed by any. <br>
 * <b>Failure:</b> {@link ModemException} for what the modem says, another {@link IOException} for
 * the port; either leaves it open.
 */
public final class Modem {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");
  private static final int LONGEST_LINE = 256;

  private final Port port;
  private final AtSettings settings;
  private final Pause pause;
  private final byte[] octet = new byte[1];

  /** At that port. */
  public Modem(Port port, AtSettings settings, Pause pause) {
    this.port = port;
    this.settings = settings;
    this.pause = pause;
  }

  /** Gives a command to a modem that may be stuck: whatever it says to that is no matter. */
  public void tell(String command) throws IOException {
    try {
      command(command, settings.replyLimit());
    } catch (SocketTimeoutException silent) {
      LOG.log(Level.DEBUG, "{0}: no answer", command);
    }
  }

  /** Gives the commands that set it up. */
  public void init() throws IOException {
    for (String command : settings.init()) {
      expectOk(command, ask(command));
    }
  }

  private Result ask(String command) throws IOException {
    try {
      return command(command, settings.replyLimit());
    } catch (SocketTimeoutException silent) {
      LOG.log(Level.DEBUG, "{0}: no answer, once more", command);
    }
    try {
      write("\r");
      return command(command, settings.replyLimit());
    } catch (SocketTimeoutException silent) {
      throw new ModemException(
          Kind.SILENT,
          "the modem does not answer %s within %d s: is it on, and is speed right?"
              .formatted(command, settings.replyLimit().toSeconds()));
    }
  }

  private static void expectOk(String command, Result result) throws ModemException {
    if (result.code() != Result.Code.OK) {
      throw new ModemException(
          Kind.ERROR, "the modem answers %s to %s".formatted(result.text(), command));
    }
  }

  /**
   * Dials.
   *
   * @return the speed of the carrier, bits a second; 0 if the modem does not tell
   */
  public int dial(String number) throws IOException {
    return connect(settings.dial() + number);
  }

  /** Answers a call that rings; the same otherwise. */
  public int answer() throws IOException {
    return connect("ATA");
  }

  private int connect(String command) throws IOException {
    Result result;
    try {
      result = command(command, settings.connectLimit());
    } catch (SocketTimeoutException silent) {
      abort();
      throw new ModemException(
          Kind.NO_ANSWER, "no carrier within %d s".formatted(settings.connectLimit().toSeconds()));
    }
    if (result.code() != Result.Code.CONNECT) {
      throw new ModemException(kind(result), "the modem says " + result.text());
    }
    port.watchCarrier();
    return result.speed();
  }

  /** Any character ends a call that is being made (V.250 section 5.6.1). */
  private void abort() throws IOException {
    write("\r");
    try {
      next(settings.replyLimit());
    } catch (SocketTimeoutException silent) {
      LOG.log(Level.DEBUG, "the modem says nothing to the end of a call");
    }
  }

  private static Kind kind(Result result) {
    return switch (result.code()) {
      case BUSY -> Kind.BUSY;
      case NO_ANSWER -> Kind.NO_ANSWER;
      case NO_DIALTONE -> Kind.NO_DIALTONE;
      case DELAYED, BLACKLISTED -> Kind.REFUSED;
      case NO_CARRIER -> Kind.NO_CARRIER;
      default -> Kind.ERROR;
    };
  }

  /**
   * Waits for a call.
   *
   * @return whether it rings; false when it did not within the limit
   */
  public boolean awaitRing(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (long left = limit.toNanos(); left > 0; left = deadline - System.nanoTime()) {
        if (next(Duration.ofNanos(left)).code() == Result.Code.RING) {
          return true;
        }
      }
    } catch (SocketTimeoutException quiet) {
      return false;
    }
    return false;
  }

  /**
   * Hangs up: by DTR where the port has that wire, then by +++ and ATH where that was not enough. A
   * modem that answers at once is in command state, and has hung up.
   */
  public void hangUp() throws IOException {
    if (port.dropDtr()) {
      pause.pause(settings.guard());
      return;
    }
    if (!escape()) {
      write("\r"); // it was in command state already: ends the line that +++ began there
    }
    try {
      command("ATH", settings.replyLimit());
    } catch (SocketTimeoutException silent) {
      throw new ModemException(Kind.SILENT, "the modem does not answer ATH");
    }
  }

  /**
   * From data to command state: +++ between two silences, each at least the guard time.
   *
   * @return whether the modem says that it is there
   */
  private boolean escape() throws IOException {
    pause.pause(settings.guard());
    write("+++");
    pause.pause(settings.guard());
    try {
      Result said = next(settings.replyLimit());
      while (said.code() != Result.Code.OK && said.code() != Result.Code.NO_CARRIER) {
        said = next(settings.replyLimit());
      }
      return said.code() == Result.Code.OK;
    } catch (SocketTimeoutException silent) {
      return false; // ATH will tell
    }
  }

  private Result command(String command, Duration limit) throws IOException {
    write(command + "\r");
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Result said = next(Duration.ofNanos(deadline - System.nanoTime()));
      if (said.code() != Result.Code.RING) { // that may come at any time
        LOG.log(Level.DEBUG, "{0}: {1}", command, said.text());
        return said;
      }
    }
  }

  /** The next result code; what is none is passed over. */
  private Result next(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = read(Duration.ofNanos(deadline - System.nanoTime()));
      if (c == '\r' || c == '\n') {
        Result result = line.isEmpty() ? null : result(line.toString());
        if (result != null) {
          return result;
        }
        line.setLength(0);
      } else if (c >= ' ' && c < 127 && line.length() < LONGEST_LINE) {
        line.append((char) c);
      }
    }
  }

  private static @Nullable Result result(String line) {
    Result result = Result.of(line);
    if (result == null) {
      LOG.log(Level.TRACE, "passed over: {0}", line);
    }
    return result;
  }

  private int read(Duration limit) throws IOException {
    if (limit.isNegative()) {
      throw new SocketTimeoutException("nothing came from the line");
    }
    if (port.read(octet, 0, 1, limit) < 0) {
      throw new IOException("the device was closed by its other side");
    }
    return octet[0] & 0xFF;
  }

  private void write(String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    port.write(octets, 0, octets.length);
  }
}
