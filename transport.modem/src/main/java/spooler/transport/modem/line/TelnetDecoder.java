package spooler.transport.modem.line;

import java.io.ByteArrayOutputStream;

/**
 * Takes the telnet commands out of what comes (RFC 854). One thread.
 *
 * <p>A subnegotiation that is longer than any of use is cut off, so that nothing grows with it.
 */
final class TelnetDecoder {
  private static final int LONGEST = 64;

  /** Hears of commands. */
  interface Listener {
    /** WILL, WONT, DO or DONT. */
    void option(int verb, int option);

    /** What stood between SB and SE: the option first. */
    void subnegotiation(byte[] content);
  }

  private enum State {
    DATA,
    COMMAND,
    OPTION,
    SUB,
    SUB_COMMAND
  }

  private final Listener listener;
  private final ByteArrayOutputStream sub = new ByteArrayOutputStream();
  private State state = State.DATA;
  private int verb;

  TelnetDecoder(Listener listener) {
    this.listener = listener;
  }

  /** Leaves the data of these octets at their front; answers how many that are. */
  int decode(byte[] octets, int offset, int length) {
    int kept = 0;
    for (int i = offset; i < offset + length; i++) {
      if (isData(octets[i] & 0xFF)) {
        octets[offset + kept++] = octets[i];
      }
    }
    return kept;
  }

  private boolean isData(int octet) {
    switch (state) {
      case DATA -> {
        if (octet != Telnet.IAC) {
          return true;
        }
        state = State.COMMAND;
      }
      case COMMAND -> {
        return command(octet);
      }
      case OPTION -> {
        state = State.DATA;
        listener.option(verb, octet);
      }
      case SUB -> {
        if (octet == Telnet.IAC) {
          state = State.SUB_COMMAND;
        } else {
          add(octet);
        }
      }
      case SUB_COMMAND -> subCommand(octet);
    }
    return false;
  }

  private boolean command(int octet) {
    verb = octet;
    state =
        switch (octet) {
          case Telnet.WILL, Telnet.WONT, Telnet.DO, Telnet.DONT -> State.OPTION;
          case Telnet.SB -> State.SUB;
          default -> State.DATA;
        };
    sub.reset();
    return octet == Telnet.IAC;
  }

  private void subCommand(int octet) {
    if (octet == Telnet.SE) {
      state = State.DATA;
      listener.subnegotiation(sub.toByteArray());
    } else {
      state = State.SUB;
      add(octet);
    }
  }

  private void add(int octet) {
    if (sub.size() < LONGEST) {
      sub.write(octet);
    }
  }
}
