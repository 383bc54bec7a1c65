package spooler.transport.modem.line;

/** Numbers of the telnet protocol: RFC 854, 856, 858 and 2217. */
final class Telnet {
  static final int SE = 240;
  static final int SB = 250;
  static final int WILL = 251;
  static final int WONT = 252;
  static final int DO = 253;
  static final int DONT = 254;
  static final int IAC = 255;

  static final int BINARY = 0;
  static final int SUPPRESS_GO_AHEAD = 3;
  static final int COM_PORT = 44;

  static final int SET_BAUDRATE = 1;
  static final int SET_DATASIZE = 2;
  static final int SET_PARITY = 3;
  static final int SET_STOPSIZE = 4;
  static final int SET_CONTROL = 5;
  static final int SET_MODEMSTATE_MASK = 11;

  /** The server's own commands are those of the client and this. */
  static final int SERVER = 100;

  static final int NOTIFY_MODEMSTATE = SERVER + 7;

  static final int NO_FLOW_CONTROL = 1;
  static final int HARDWARE_FLOW_CONTROL = 3;
  static final int DTR_ON = 8;
  static final int DTR_OFF = 9;

  static final int CARRIER = 0x80;

  private Telnet() {}
}
