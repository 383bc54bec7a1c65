package spooler.transport.modem.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A serial port behind a telnet server, with its wires (RFC 2217).
 *
 * <p><b>Threads:</b> as {@link Line} says; the reading one answers what the server asks, so writes
 * to the connection are done under a lock of their own.
 */
final class TelnetPort implements Port {
  private final Port wire;
  private final TelnetDecoder decoder;
  private final Object writing = new Object();
  private boolean asked; // reading thread
  private boolean answered; // reading thread
  private boolean offered; // reading thread
  private volatile boolean carrier;
  private volatile boolean carrierKnown;
  private volatile boolean watching;
  private final Feed early = new Feed(); // what came before the port was set up

  TelnetPort(Port wire) {
    this.wire = wire;
    this.decoder =
        new TelnetDecoder(
            new TelnetDecoder.Listener() {
              @Override
              public void option(int verb, int option) {
                negotiate(verb, option);
              }

              @Override
              public void subnegotiation(byte[] content) {
                notice(content);
              }
            });
  }

  /** Agrees with the server on what is spoken, then sets the port to 8N1. */
  void setUp(int speed, boolean rtsCts, Duration limit) throws IOException {
    asked = true;
    say(Telnet.WILL, Telnet.COM_PORT);
    say(Telnet.WILL, Telnet.BINARY);
    say(Telnet.DO, Telnet.BINARY);
    say(Telnet.DO, Telnet.SUPPRESS_GO_AHEAD);
    awaitAnswer(limit);
    if (!offered) {
      throw new IOException(
          "the server does not let its clients set the serial port (RFC 2217);"
              + " if it passes octets on as they are, write the line as tcp:HOST:PORT");
    }
    if (speed > 0) {
      order(Telnet.SET_BAUDRATE, speed >>> 24, speed >>> 16, speed >>> 8, speed);
    }
    order(Telnet.SET_DATASIZE, 8);
    order(Telnet.SET_PARITY, 1);
    order(Telnet.SET_STOPSIZE, 1);
    order(Telnet.SET_CONTROL, rtsCts ? Telnet.HARDWARE_FLOW_CONTROL : Telnet.NO_FLOW_CONTROL);
    order(Telnet.SET_MODEMSTATE_MASK, Telnet.CARRIER);
    order(Telnet.SET_CONTROL, Telnet.DTR_ON);
  }

  private void awaitAnswer(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    byte[] block = new byte[1024];
    while (!answered) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative()) {
        return;
      }
      int n;
      try {
        n = decoded(block, 0, block.length, left);
      } catch (SocketTimeoutException silent) {
        return;
      }
      if (n < 0) {
        throw new IOException("the server closed the connection");
      }
      keep(block, n);
    }
  }

  private void keep(byte[] block, int n) throws IOException {
    try {
      early.put(block, 0, n);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the port was set up", stopped);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
    try {
      return early.read(buffer, offset, length, Duration.ZERO);
    } catch (SocketTimeoutException nothingLeft) {
      long deadline = System.nanoTime() + limit.toNanos();
      int n = 0;
      while (n == 0) {
        if (watching && carrierKnown && !carrier) {
          return -1;
        }
        n = decoded(buffer, offset, length, Duration.ofNanos(deadline - System.nanoTime()));
      }
      return n;
    }
  }

  private int decoded(byte[] buffer, int offset, int length, Duration limit) throws IOException {
    if (limit.isNegative()) {
      throw new SocketTimeoutException("nothing came from the line");
    }
    int n = wire.read(buffer, offset, length, limit);
    try {
      return n < 0 ? n : decoder.decode(buffer, offset, n);
    } catch (UncheckedIOException unanswered) {
      throw unanswered.getCause();
    }
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream(length + 16);
    for (int i = offset; i < offset + length; i++) {
      if ((octets[i] & 0xFF) == Telnet.IAC) {
        coded.write(Telnet.IAC);
      }
      coded.write(octets[i]);
    }
    send(coded.toByteArray());
  }

  @Override
  public void watchCarrier() {
    watching = true;
  }

  @Override
  public boolean dropDtr() throws IOException {
    order(Telnet.SET_CONTROL, Telnet.DTR_OFF);
    return true;
  }

  private void negotiate(int verb, int option) {
    boolean known =
        option == Telnet.BINARY
            || option == Telnet.SUPPRESS_GO_AHEAD
            || (option == Telnet.COM_PORT && asked);
    if (option == Telnet.COM_PORT && (verb == Telnet.DO || verb == Telnet.DONT)) {
      offered = verb == Telnet.DO;
      answered = true;
    } else if (!known && (verb == Telnet.DO || verb == Telnet.WILL)) {
      answer(verb == Telnet.DO ? Telnet.WONT : Telnet.DONT, option);
    }
  }

  private void answer(int verb, int option) {
    try {
      say(verb, option);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void notice(byte[] content) {
    if (content.length >= 3
        && content[0] == Telnet.COM_PORT
        && (content[1] & 0xFF) == Telnet.NOTIFY_MODEMSTATE) {
      carrier = (content[2] & Telnet.CARRIER) != 0;
      carrierKnown |= carrier; // a port without the wire says never that there is one
    }
  }

  private void say(int verb, int option) throws IOException {
    send(new byte[] {(byte) Telnet.IAC, (byte) verb, (byte) option});
  }

  private void order(int command, int... values) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    coded.write(Telnet.IAC);
    coded.write(Telnet.SB);
    coded.write(Telnet.COM_PORT);
    coded.write(command);
    for (int value : values) {
      if ((value & 0xFF) == Telnet.IAC) {
        coded.write(Telnet.IAC);
      }
      coded.write(value);
    }
    coded.write(Telnet.IAC);
    coded.write(Telnet.SE);
    send(coded.toByteArray());
  }

  private void send(byte[] octets) throws IOException {
    synchronized (writing) {
      wire.write(octets, 0, octets.length);
    }
  }

  @Override
  public void close() {
    early.drop(new IOException("the line was hung up"));
    wire.close();
  }
}
