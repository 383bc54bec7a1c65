package spooler.transport.modem.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.serial.PortProgram;

/**
 * A serial device of this computer, held by a process of its own and locked against other programs.
 *
 * @param device such as {@code /dev/ttyS0}
 * @param speed bits a second; 0 leaves it as it is
 * @param rtsCts whether RTS/CTS flow control is used
 * @param locks where lock files are, {@code /var/lock} by custom; null for none
 * @param program that holds it
 */
public record SerialDevice(
    String device, int speed, boolean rtsCts, @Nullable Path locks, PortProgram program)
    implements Device {
  @Override
  public Port open(Duration limit) throws IOException {
    LockFile lock = locks == null ? null : LockFile.take(locks, Path.of(device));
    SerialPort port = null;
    try {
      port = new SerialPort(device, program.start(device, speed, rtsCts), lock);
      port.awaitReady(limit);
      return port;
    } catch (IOException | RuntimeException failed) {
      if (port != null) {
        port.close();
      } else if (lock != null) {
        lock.release();
      }
      throw new IOException("%s: %s".formatted(device, failed.getMessage()), failed);
    }
  }

  @Override
  public String look() throws IOException {
    Path file = Path.of(device);
    if (!file.isAbsolute()) {
      return device + " is found out about by a call only"; // COM1 of Windows is no file
    }
    if (!Files.exists(file)) {
      throw new IOException(device + " is not there: is it plugged in, and is that its name?");
    }
    if (!Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
      throw new IOException(device + " is no device: name one such as /dev/ttyUSB0");
    }
    if (!Files.isReadable(file) || !Files.isWritable(file)) {
      throw new IOException(
          device
              + " may not be used by the spooler's user: add it to the device's group (dialout)");
    }
    return device + " is there, and " + (locks == null ? "not locked" : LockFile.look(locks, file));
  }

  @Override
  public String toString() {
    return device;
  }
}
