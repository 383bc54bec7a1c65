package spooler.testkit.modem;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Who answers a number: what it says, and where it listens. Closing hangs up.
 *
 * @param hangUp ends it
 */
public record FarSide(InputStream says, OutputStream hears, Closeable hangUp) implements Closeable {
  /** A program that was started for this call. */
  public static FarSide of(Process program) {
    return new FarSide(program.getInputStream(), program.getOutputStream(), program::destroy);
  }

  /** The same, and when it has heard so many octets that happens, before it hears more. */
  public FarSide hearing(int octets, Runnable then) {
    OutputStream counted =
        new FilterOutputStream(hears) {
          private int heard;

          @Override
          public void write(int octet) throws IOException {
            super.write(octet);
            heard++;
            if (heard == octets) {
              then.run();
            }
          }
        };
    return new FarSide(says, counted, hangUp);
  }

  @Override
  public void close() throws IOException {
    hangUp.close();
  }

  /** Somebody who takes calls. */
  @FunctionalInterface
  public interface Subscriber {
    /** Takes one. */
    FarSide answer() throws IOException;
  }
}
