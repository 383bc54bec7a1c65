package spooler.transport.modem.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program that holds a serial device: {@code PortProcess DEVICE SPEED RTSCTS}. It speaks {@link
 * Frames} on its standard streams and ends with its standard input, so it never outlives who
 * started it; the device is closed then, at which DTR falls.
 *
 * <p><b>Threads:</b> one for each way.
 */
public final class PortProcess {
  private static final int LOOK_MILLIS = 200;

  private final String device;
  private final SerialPort port;
  private final Frames frames;
  private volatile boolean watching;
  private volatile boolean ending;

  private PortProcess(String device, SerialPort port, Frames frames) {
    this.device = device;
    this.port = port;
    this.frames = frames;
  }

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    Frames frames = new Frames(System.in, System.out);
    String device = args[0];
    try {
      SerialPort port = SerialPort.getCommPort(device);
      new PortProcess(device, port, frames)
          .run(Integer.parseInt(args[1]), Boolean.parseBoolean(args[2]));
    } catch (IOException | RuntimeException | LinkageError fault) {
      byte[] why = String.valueOf(fault.getMessage()).getBytes(StandardCharsets.UTF_8);
      frames.write(Frames.FAULT, why, 0, Math.min(why.length, Frames.LONGEST));
    }
    Runtime.getRuntime().halt(0); // a driver that is stuck must not keep us
  }

  private void run(int speed, boolean rtsCts) throws IOException {
    if (speed > 0) {
      port.setComPortParameters(speed, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    }
    port.setFlowControl(
        rtsCts
            ? SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED
            : SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, LOOK_MILLIS, 0);
    if (!port.openPort()) {
      throw new IOException(
          "it cannot be opened (error %d): is it there, and may this user read and write it?"
              .formatted(port.getLastErrorCode()));
    }
    port.setDTR();
    frames.write(Frames.READY);
    Thread orders = new Thread(this::takeOrders, "orders");
    orders.setDaemon(true);
    orders.start();
    copyOut();
    port.closePort();
  }

  private void copyOut() throws IOException {
    byte[] block = new byte[Frames.LONGEST];
    boolean seen = false;
    while (!ending) {
      int n = port.readBytes(block, block.length);
      if (n > 0) {
        frames.write(Frames.DATA, block, 0, n);
      } else if (n < 0 || !Files.exists(Path.of(device))) {
        throw new IOException("the device is gone");
      }
      boolean carrier = watching && port.getDCD();
      if (watching && seen && !carrier) {
        frames.write(Frames.LOST);
        return;
      }
      seen |= carrier; // a port without the wire says never that there is one
    }
  }

  private void takeOrders() {
    try {
      while (!ending) {
        obey(frames.read());
      }
    } catch (EOFException gone) {
      ending = true;
    } catch (IOException broken) {
      ending = true;
      System.err.println(device + ": " + broken.getMessage());
    }
    port.closePort();
    Runtime.getRuntime().halt(0);
  }

  private void obey(Frames.Frame order) throws IOException {
    switch (order.kind()) {
      case Frames.DATA -> write(order.content());
      case Frames.WATCH -> watching = true;
      case Frames.DROP -> port.clearDTR();
      default -> throw new IOException("an order that is none: " + (int) order.kind());
    }
  }

  private void write(byte[] content) throws IOException {
    for (int done = 0; done < content.length; ) {
      int n = port.writeBytes(content, content.length - done, done);
      if (n < 0) {
        throw new IOException("the device takes nothing more");
      }
      done += n;
    }
  }
}
